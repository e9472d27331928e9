package dev.bellwether.promql.rules;

import dev.bellwether.promql.labels.Labels;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An alert of a rule, known by its labels.
 *
 * @param labels with {@code alertname}
 * @param annotations as they were expanded last
 * @param state where it stands
 * @param value of the sample that was seen last
 * @param activeAt when its sample was first seen
 * @param firedAt when it began to fire
 * @param resolvedAt when it ceased to be active
 * @param keepFiringSince when its sample was first missed, while it fires on
 */
public record Alert(
        Labels labels,
        Map<String, String> annotations,
        State state,
        double value,
        Instant activeAt,
        Optional<Instant> firedAt,
        Optional<Instant> resolvedAt,
        Optional<Instant> keepFiringSince) {

    /** Where an alert stands. */
    public enum State {
        INACTIVE,
        PENDING,
        FIRING;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies. */
    public Alert {
        annotations = Map.copyOf(annotations);
    }

    static Alert pending(Labels labels, Map<String, String> annotations, double value, Instant time) {
        return new Alert(
                labels, annotations, State.PENDING, value, time, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same alert, with what its sample says now. */
    Alert seen(Alert fresh) {
        return new Alert(
                labels, fresh.annotations, state, fresh.value, activeAt, firedAt, resolvedAt, Optional.empty());
    }

    Alert missedSince(Instant time) {
        return new Alert(labels, annotations, state, value, activeAt, firedAt, resolvedAt, Optional.of(time));
    }

    Alert fired(Instant time) {
        return new Alert(
                labels, annotations, State.FIRING, value, activeAt, Optional.of(time), resolvedAt, keepFiringSince);
    }

    /** Back to pending, after {@code for} was raised. */
    Alert pendingAgain() {
        return new Alert(
                labels, annotations, State.PENDING, value, activeAt, Optional.empty(), resolvedAt, Optional.empty());
    }

    Alert resolved(Instant time) {
        return new Alert(
                labels, annotations, State.INACTIVE, value, activeAt, firedAt, Optional.of(time), keepFiringSince);
    }
}
