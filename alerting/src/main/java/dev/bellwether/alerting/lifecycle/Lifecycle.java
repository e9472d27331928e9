package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The life of alerts, as Prometheus' alerting rules have it: the alerts known before a slot and what the rule's condition says
 * at the slot give the alerts known after it.
 *
 * <ul>
 *   <li>A condition that holds makes an alert pending, and firing once it has held for the hold duration without a miss; with a
 *       hold duration of zero it fires in the same evaluation.
 *   <li>A pending alert whose condition does not hold is gone: one miss starts the hold duration anew.
 *   <li>A firing alert whose condition does not hold is resolved at once, or, where the rule keeps it firing, at the first
 *       evaluation that is at least that long after the first miss.
 *   <li>A resolved alert is kept for a while, so that everybody can learn of it. One that holds again meanwhile is a new one,
 *       with a new {@code activeAt}.
 *   <li>An evaluation that failed changes nothing at all.
 *   <li>A firing alert whose rule now asks for a longer hold duration than it has had is pending again.
 * </ul>
 *
 * @param resolvedRetention how long a resolved alert is kept: it is forgotten at the first evaluation that is later than that
 * @param refresh how often the present state of a firing alert is told again
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/rules/alerting.go">AlertingRule.Eval</a>
 */
public record Lifecycle(Duration resolvedRetention, Duration refresh) {

    public Lifecycle {
        requireNonNull(resolvedRetention, "resolvedRetention");
        requireNonNull(refresh, "refresh");
    }

    /** @param known the alerts of this rule that the evaluation before left */
    public Outcome evaluate(AlertRule rule, SortedMap<Fingerprint, TrackedAlert> known, Slot slot) {
        AlertRule.Findings found = rule.find(slot);
        SortedMap<Fingerprint, Finding> findings = found.byFingerprint();
        if (found.failure().isPresent() || (known.isEmpty() && findings.isEmpty())) {
            return Outcome.unchanged(known, found.failure());
        }
        Step step = new Step(rule, slot.at());
        TreeSet<Fingerprint> all = new TreeSet<>(known.keySet());
        all.addAll(findings.keySet());
        for (Fingerprint fingerprint : all) {
            step.take(known.get(fingerprint), findings.get(fingerprint));
        }
        return new Outcome(step.alerts, step.transitions, step.refreshed, step.forgotten, Optional.empty());
    }

    /** One evaluation under way; thrown away after it. */
    private final class Step {

        private final AlertRule rule;
        private final Instant at;
        private final SortedMap<Fingerprint, TrackedAlert> alerts = new TreeMap<>();
        private final List<Transition> transitions = new ArrayList<>();
        private final List<TrackedAlert> refreshed = new ArrayList<>();
        private final List<TrackedAlert> forgotten = new ArrayList<>();

        private Step(AlertRule rule, Instant at) {
            this.rule = rule;
            this.at = at;
        }

        private void take(@Nullable TrackedAlert before, @Nullable Finding finding) {
            if (finding != null) {
                TrackedAlert held = before == null || before.phase() == AlertPhase.RESOLVED
                        ? TrackedAlert.pending(finding, at)
                        : before.seen(finding, at);
                tell(before, settle(held));
            } else if (before != null) {
                miss(before);
            }
        }

        private void miss(TrackedAlert before) {
            switch (before.phase()) {
                case INACTIVE, PENDING -> transitions.add(new Transition(before.phase(), before.inactive(at)));
                case FIRING -> {
                    Instant since = before.missingSince() == null ? at : before.missingSince();
                    boolean kept = lessThan(rule.keepFiring(), since);
                    tell(before, kept ? settle(before.missing(since, at)) : before.resolved(at));
                }
                case RESOLVED -> {
                    if (before.resolvedAt() != null && moreThan(resolvedRetention, before.resolvedAt())) {
                        forgotten.add(before);
                    } else {
                        keep(before);
                    }
                }
            }
        }

        private TrackedAlert settle(TrackedAlert alert) {
            boolean held = !lessThan(rule.hold(), alert.activeAt());
            if (alert.phase() == AlertPhase.PENDING && held) {
                return alert.firing(at);
            }
            return alert.phase() == AlertPhase.FIRING && !held ? alert.pendingAgain(at) : alert;
        }

        private void tell(@Nullable TrackedAlert before, TrackedAlert after) {
            AlertPhase from = before == null ? AlertPhase.INACTIVE : before.phase();
            if (from != after.phase()) {
                TrackedAlert sent = after.sent(at);
                transitions.add(new Transition(from, sent));
                keep(sent);
            } else if (after.phase() == AlertPhase.FIRING && !lessThan(refresh, after.sentAt())) {
                TrackedAlert sent = after.sent(at);
                refreshed.add(sent);
                keep(sent);
            } else {
                keep(after);
            }
        }

        private void keep(TrackedAlert alert) {
            alerts.put(alert.finding().fingerprint(), alert);
        }

        private boolean lessThan(Duration duration, Instant since) {
            return Duration.between(since, at).compareTo(duration) < 0;
        }

        private boolean moreThan(Duration duration, Instant since) {
            return Duration.between(since, at).compareTo(duration) > 0;
        }
    }
}
