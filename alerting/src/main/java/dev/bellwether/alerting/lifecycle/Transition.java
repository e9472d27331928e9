package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

/**
 * An alert that went from one phase to another.
 *
 * @param from {@link AlertPhase#INACTIVE} where the alert is new
 * @param alert as it is now; {@link AlertPhase#INACTIVE} where it is no longer kept
 */
public record Transition(AlertPhase from, TrackedAlert alert) {

    public Transition {
        requireNonNull(from, "from");
        requireNonNull(alert, "alert");
    }
}
