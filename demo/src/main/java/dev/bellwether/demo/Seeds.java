package dev.bellwether.demo;

import java.util.SplittableRandom;

/** Independent random sequences from one seed, one for each name. */
final class Seeds {

    private Seeds() {}

    static SplittableRandom random(long seed, String name) {
        // SplittableRandom scrambles its seed's successors, not the seed: names must not merely add up
        long named = new SplittableRandom(name.hashCode()).nextLong();
        return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ named);
    }
}
