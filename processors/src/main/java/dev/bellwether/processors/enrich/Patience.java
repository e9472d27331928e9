package dev.bellwether.processors.enrich;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.directory.Directory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits for metadata that is on its way, until some time after the record was appended that it is needed for. However many records wait one
 * after the other, none of them is held up longer than that: who comes later has the less to wait for, and a backlog waits for nothing.
 */
final class Patience {

    private final Duration afterAppend;
    private final InstantSource clock;

    Patience(Duration afterAppend, InstantSource clock) {
        this.afterAppend = requireNonNull(afterAppend, "afterAppend");
        this.clock = requireNonNull(clock, "clock");
    }

    /** How long a record that was appended then may still wait; never longer than the whole patience, however the clocks differ. */
    Duration left(Instant appended) {
        Duration left = Duration.between(clock.instant(), appended.plus(afterAppend));
        return left.compareTo(afterAppend) > 0 ? afterAppend : left;
    }

    /** Waits until the directory has changed; false where it has not in the time that is left. */
    boolean awaitChange(Directory directory, long known, Duration left) {
        return !left.isNegative() && !left.isZero() && directory.awaitChange(known, left);
    }
}
