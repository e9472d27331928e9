package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when to when an object was there.
 *
 * @param start for a pod when its node took it on, which is shortly before it has an address; else when it was created
 * @param end when it ended, was deleted, or was found to be gone; null while it lives
 */
public record Life(Instant start, @Nullable Instant end) {

    public Life {
        requireNonNull(start, "start");
    }

    public static Life from(Instant start) {
        return new Life(start, null);
    }

    public boolean hasEnded() {
        return end != null;
    }

    /** Whether this is a moment of the life, or of the grace after it. */
    public boolean holds(Instant moment, Duration grace) {
        return !moment.isBefore(start) && !isOver(moment, grace);
    }

    /** Whether the grace after the life has passed. */
    public boolean isOver(Instant moment, Duration grace) {
        return end != null && !moment.isBefore(end.plus(grace));
    }
}
