package dev.bellwether.processors.enrich;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * How long metadata on its way is waited for: until some time after the record was appended that it is needed for. However many records wait
 * one after the other, none of them is held up longer than that: who comes later has the less to wait for, and a backlog waits for nothing.
 *
 * <p>That holds too where the clock of the partition's broker is ahead of the one here, by as much as its records have shown within the last
 * minute. For one thread and one partition: another one's broker has another clock.
 */
final class Patience {

    /** Twice this is how long a clock that was ahead is taken to be so; shorter than anybody waits for a clock to be set right. */
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final Duration afterAppend;
    private final InstantSource clock;
    private Instant periodEnds = Instant.MIN;
    private long aheadMillis;
    private long aheadMillisBefore;

    Patience(Duration afterAppend, InstantSource clock) {
        this.afterAppend = requireNonNull(afterAppend, "afterAppend");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * What is left of the patience.
     *
     * @param byBroker as long as is waited; not above zero where it is over
     * @param byOwnClock what it would be if the broker's clock were as the one here
     */
    record Left(Duration byBroker, Duration byOwnClock) {

        boolean isOver() {
            return byBroker.isNegative() || byBroker.isZero();
        }

        /** Whether it is over only because the broker's clock is ahead, or was. */
        boolean isOverByClock() {
            return isOver() && !byOwnClock.isNegative() && !byOwnClock.isZero();
        }
    }

    /** How long a record that was appended then may still wait; never longer than the whole patience. */
    Left left(Instant appended) {
        Instant now = clock.instant();
        Instant until = appended.plus(afterAppend);
        long ahead = ahead(now, now.until(appended, ChronoUnit.MILLIS));
        return new Left(Duration.between(now.plusMillis(ahead), until), Duration.between(now, until));
    }

    /** By how much a record was ahead at most, now or within the last minute. */
    private long ahead(Instant now, long millis) {
        if (now.isAfter(periodEnds)) {
            aheadMillisBefore = now.isAfter(periodEnds.plus(PERIOD)) ? 0 : aheadMillis;
            aheadMillis = 0;
            periodEnds = now.plus(PERIOD);
        }
        aheadMillis = Math.max(aheadMillis, millis);
        return Math.max(aheadMillis, aheadMillisBefore);
    }
}
