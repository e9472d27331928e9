package dev.bellwether.notification.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert that fires, or did not long ago, as its topic has it. Times are log time.
 *
 * @param firedAt when it began to fire
 * @param resolvedAt when it was resolved, not before {@code firedAt}; null while it fires
 */
public record StandingAlert(
        String fingerprint,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant firedAt,
        @Nullable Instant resolvedAt) {

    public StandingAlert {
        requireNonNull(fingerprint, "fingerprint");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        requireNonNull(firedAt, "firedAt");
        if (resolvedAt != null && resolvedAt.isBefore(firedAt)) {
            throw new IllegalArgumentException(
                    "resolvedAt: " + resolvedAt + " (expected: not before firedAt, " + firedAt + ")");
        }
    }

    boolean fires() {
        return resolvedAt == null;
    }

    /** Whether both tell of the same firing, and both or neither that it is over. */
    boolean saysTheSameAs(StandingAlert other) {
        return firedAt.equals(other.firedAt) && fires() == other.fires();
    }
}
