package dev.bellwether.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How much is left of somebody's patience. */
final class Countdown {

    private final long endNanos;

    Countdown(Duration patience) {
        endNanos = System.nanoTime() + patience.toNanos();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    boolean over() {
        return left().isZero();
    }

    /** What is left, but no more than this. */
    Duration shorter(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Sleeps until a pause is over, or this one is, whichever comes first. */
    void sleep(Countdown pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(shorter(pause.left()).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERNAL, "interrupted");
        }
    }
}
