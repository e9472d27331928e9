package dev.bellwether.notification.feed;

import dev.bellwether.facts.Alert;
import dev.bellwether.notification.schedule.StandingAlert;
import dev.bellwether.schemas.MalformedFactException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts as alerts that stand. */
final class AlertFacts {

    private AlertFacts() {}

    /**
     * The alert, where it fires or was resolved; empty where nobody is to be told of it.
     *
     * @param fingerprint the record's key, which identifies the alert
     * @throws MalformedFactException if it lacks the times that its state has
     */
    static Optional<StandingAlert> standing(String fingerprint, Alert fact) {
        return switch (fact.getState()) {
            case FIRING -> Optional.of(standing(fingerprint, fact, null));
            case RESOLVED -> Optional.of(standing(fingerprint, fact, present("endsAt", fact.getEndsAt())));
            case PENDING, INACTIVE, UNKNOWN -> Optional.empty();
        };
    }

    private static StandingAlert standing(String fingerprint, Alert fact, @Nullable Instant resolvedAt) {
        try {
            return new StandingAlert(
                    fingerprint,
                    fact.getLabels(),
                    fact.getAnnotations(),
                    present("startsAt", fact.getStartsAt()),
                    resolvedAt);
        } catch (IllegalArgumentException e) {
            throw new MalformedFactException(String.valueOf(e.getMessage()));
        }
    }

    private static Instant present(String name, @Nullable Instant time) {
        if (time == null) {
            throw new MalformedFactException("an alert without " + name);
        }
        return time;
    }
}
