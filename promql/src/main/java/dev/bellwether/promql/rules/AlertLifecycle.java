package dev.bellwether.promql.rules;

import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.Alert.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of the alerts of a rule: pending while their sample is there, firing once that has lasted for {@code for}, firing on for
 * {@code keep_firing_for} after it is gone, then resolved. Resolved alerts are kept for 15 minutes, so that they can be told of again.
 */
final class AlertLifecycle {

    /** As in Prometheus: longer than the longest time in which Alertmanager may miss that an alert ended. */
    static final Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

    private final AlertingRule rule;
    private final Instant time;

    AlertLifecycle(AlertingRule rule, Instant time) {
        this.rule = rule;
        this.time = time;
    }

    /**
     * The alerts after this evaluation.
     *
     * @param before by their labels
     * @throws RuleFailureException if two samples make the same alert
     */
    Map<Labels, Alert> next(Map<Labels, Alert> before, List<VectorSample> samples, AlertExpansion expansion)
            throws RuleFailureException {
        Map<Labels, Alert> seen = new HashMap<>();
        for (VectorSample sample : samples) {
            Alert alert = expansion.alert(rule, sample);
            if (seen.put(alert.labels(), alert) != null) {
                throw new RuleFailureException(
                        "vector contains metrics with the same labelset after applying alert labels");
            }
        }
        Map<Labels, Alert> after = new HashMap<>();
        seen.forEach((labels, fresh) -> after.put(labels, advanced(known(before, fresh))));
        before.forEach((labels, alert) -> {
            if (!seen.containsKey(labels)) {
                missed(alert).ifPresent(kept -> after.put(labels, kept));
            }
        });
        return after;
    }

    /** A resolved alert that comes again is a new one. */
    private static Alert known(Map<Labels, Alert> before, Alert fresh) {
        Alert known = before.get(fresh.labels());
        return known == null || known.state() == State.INACTIVE ? fresh : known.seen(fresh);
    }

    private Alert advanced(Alert alert) {
        boolean held = Duration.between(alert.activeAt(), time).compareTo(rule.holdDuration()) >= 0;
        if (alert.state() == State.PENDING && held) {
            return alert.fired(time);
        }
        return alert.state() == State.FIRING && !held ? alert.pendingAgain() : alert;
    }

    private Optional<Alert> missed(Alert alert) {
        if (alert.state() == State.PENDING) {
            return Optional.empty();
        } else if (alert.state() == State.INACTIVE) {
            boolean kept = alert.resolvedAt()
                    .filter(resolved -> Duration.between(resolved, time).compareTo(RESOLVED_RETENTION) > 0)
                    .isEmpty();
            return kept ? Optional.of(alert) : Optional.empty();
        }
        Instant since = alert.keepFiringSince().orElse(time);
        boolean firesOn = Duration.between(since, time).compareTo(rule.keepFiringFor()) < 0;
        return Optional.of(firesOn ? advanced(alert.missedSince(since)) : alert.resolved(time));
    }

    /** {@code ALERTS} and {@code ALERTS_FOR_STATE} of each alert that is not resolved. */
    List<RuleSample> samples(Map<Labels, Alert> alerts, long sampleTime) {
        List<RuleSample> samples = new ArrayList<>();
        for (Alert alert : alerts.values()) {
            if (alert.state() != State.INACTIVE) {
                Labels state = alert.labels()
                        .with(Labels.METRIC_NAME, "ALERTS")
                        .with("alertstate", alert.state().label());
                Labels activeSince = alert.labels().with(Labels.METRIC_NAME, "ALERTS_FOR_STATE");
                samples.add(RuleSample.of(state, sampleTime, 1));
                samples.add(
                        RuleSample.of(activeSince, sampleTime, alert.activeAt().getEpochSecond()));
            }
        }
        return samples;
    }
}
