package dev.bellwether.processors.enrich;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.directory.Directory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for metadata that is on its way, until some time after the record was appended that it is needed for. However many records wait one
 * after the other, none of them is held up longer than that: who comes later has the less to wait for, and a backlog waits for nothing.
 *
 * <p>That holds too where the broker's clock is ahead of the one here, by as much as records have shown. Thread-safe.
 */
final class Patience {

    private final Duration afterAppend;
    private final InstantSource clock;

    /** By how many milliseconds the newest record was ever ahead of the clock here. */
    private final AtomicLong brokerAhead = new AtomicLong();

    Patience(Duration afterAppend, InstantSource clock) {
        this.afterAppend = requireNonNull(afterAppend, "afterAppend");
        this.clock = requireNonNull(clock, "clock");
    }

    /** How long a record that was appended then may still wait; never longer than the whole patience. */
    Duration left(Instant appended) {
        Instant now = clock.instant();
        long ahead = brokerAhead.accumulateAndGet(now.until(appended, ChronoUnit.MILLIS), Math::max);
        return Duration.between(now.plusMillis(ahead), appended.plus(afterAppend));
    }

    /** Waits until the directory has changed; false where it has not in the time that is left. */
    boolean awaitChange(Directory directory, long known, Duration left) {
        return !left.isNegative() && !left.isZero() && directory.awaitChange(known, left);
    }
}
