package dev.bellwether.alerting.evaluate;

import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.Alert;
import dev.bellwether.promql.rules.Alert.State;
import dev.bellwether.promql.rules.RuleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation has to tell of an alert.
 *
 * @param kind what happened
 * @param alert as it is now; of one that is gone, as it was
 */
public record AlertNews(Kind kind, Alert alert) {

    /** What happened to an alert. */
    public enum Kind {
        /** Its condition began to hold, or {@code for} was raised. */
        PENDING,
        FIRING,
        /** It fired, and its condition does not hold any more. */
        RESOLVED,
        /** Its condition ceased to hold before it fired. */
        INACTIVE,
        /** It fires on; told again now and then. */
        REFRESHED,
        /** It was resolved long ago. */
        FORGOTTEN,
        /** It is cleared without an evaluation that found it over: its rule is gone, or gives too many. */
        CLEARED;

        /** Whether it is a change of state, and so an event. */
        public boolean isTransition() {
            return this != REFRESHED && this != FORGOTTEN;
        }

        /** Whether nothing is left of the alert. */
        public boolean isEnd() {
            return this == INACTIVE || this == FORGOTTEN || this == CLEARED;
        }
    }

    private static final Comparator<AlertNews> ORDER =
            Comparator.comparing(news -> news.alert().labels());

    /**
     * What changed for a rule, in the order of labels.
     *
     * @param refresh whether alerts that fire on are told of too
     */
    static List<AlertNews> between(RuleState before, RuleState after, boolean refresh) {
        List<AlertNews> news = new ArrayList<>();
        after.alerts()
                .forEach((labels, now) -> kind(before.alerts().get(labels), now, refresh)
                        .ifPresent(kind -> news.add(new AlertNews(kind, now))));
        for (Map.Entry<Labels, Alert> gone : before.alerts().entrySet()) {
            if (!after.alerts().containsKey(gone.getKey())) {
                news.add(new AlertNews(end(gone.getValue()), gone.getValue()));
            }
        }
        news.sort(ORDER);
        return news;
    }

    /** All alerts of a rule that is no more. */
    static List<AlertNews> cleared(RuleState last) {
        return between(last, new RuleState(Map.of(), last.written(), Optional.empty()), false);
    }

    private static Kind end(Alert gone) {
        return switch (gone.state()) {
            case PENDING -> Kind.INACTIVE;
            case FIRING -> Kind.CLEARED;
            case INACTIVE -> Kind.FORGOTTEN;
        };
    }

    private static Optional<Kind> kind(@Nullable Alert before, Alert now, boolean refresh) {
        State was = before == null ? State.INACTIVE : before.state();
        boolean anew = before == null || !before.activeAt().equals(now.activeAt());
        if (now.state() == was && !anew) {
            return refresh && was == State.FIRING ? Optional.of(Kind.REFRESHED) : Optional.empty();
        }
        return Optional.of(
                switch (now.state()) {
                    case PENDING -> Kind.PENDING;
                    case FIRING -> Kind.FIRING;
                    case INACTIVE -> Kind.RESOLVED;
                });
    }

    /** When an alert that was cleared ended: with the slot that found it gone. */
    Optional<Instant> endsAt(Instant slot) {
        return kind == Kind.CLEARED ? Optional.of(slot) : alert.resolvedAt();
    }
}
