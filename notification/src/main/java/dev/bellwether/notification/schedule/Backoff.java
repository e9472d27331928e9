package dev.bellwether.notification.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts: they double from one to the next, up to a longest one. Half of each is random, so that senders that failed
 * together do not come back together. Not thread-safe.
 */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier dice;
    private Duration next;

    /** @param dice from 0 to 1 */
    public Backoff(Duration first, Duration longest, DoubleSupplier dice) {
        this.first = shorter(first, longest);
        this.longest = longest;
        this.dice = requireNonNull(dice, "dice");
        this.next = this.first;
    }

    /** How long to wait after one more failure. */
    public Duration next() {
        long half = next.toNanos() / 2;
        next = shorter(next.multipliedBy(2), longest);
        return Duration.ofNanos(half + Math.round(half * dice.getAsDouble()));
    }

    /** After a success. */
    public void reset() {
        next = first;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
