package dev.bellwether.telemetry.prometheus;

import java.util.Random;

/** Texts as names may be: mostly letters and underscores, and anything else now and then. */
final class Texts {

    private static final String USUAL = "abcXYZ019__..:/{}1s ";

    private Texts() {}

    static String random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(9); length > 0; length--) {
            if (random.nextInt(8) == 0) {
                text.appendCodePoint(random.nextInt(0xD800));
            } else {
                text.append(USUAL.charAt(random.nextInt(USUAL.length())));
            }
        }
        return text.toString();
    }
}
