package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A condition, and what an alert it raises is called and how long it takes.
 *
 * @param name the value of the label {@code alertname}
 * @param labels added to those of each sample, and stronger than they are
 * @param hold how long the condition has to hold before the alert fires; zero fires at once ({@code for})
 * @param keepFiring how long a firing alert stays so after its condition stopped; zero resolves at once
 *     ({@code keep_firing_for})
 * @param condition what it watches for
 * @param annotator text for people
 */
public record AlertRule(
        String name, Labels labels, Duration hold, Duration keepFiring, Condition condition, Annotator annotator) {

    public AlertRule {
        requireNonNull(name, "name");
        requireNonNull(labels, "labels");
        requireNonNull(condition, "condition");
        requireNonNull(annotator, "annotator");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name: empty");
        }
        notNegative("hold", hold);
        notNegative("keepFiring", keepFiring);
    }

    /** The same rule over a condition that holds nowhere: what remains of its alerts comes to an end. */
    public static AlertRule retired(String name) {
        return new AlertRule(
                name, Labels.NONE, Duration.ZERO, Duration.ZERO, slot -> Evaluation.Samples.NONE, sample -> Map.of());
    }

    Findings find(Slot slot) {
        Evaluation evaluation = condition.evaluate(slot);
        if (evaluation instanceof Evaluation.Failed failed) {
            return new Findings(new TreeMap<>(), Optional.of(failed.reason()));
        }
        SortedMap<Fingerprint, Finding> findings = new TreeMap<>();
        for (Sample sample : ((Evaluation.Samples) evaluation).samples()) {
            Finding finding = Finding.of(identity(sample.labels()), annotator.annotate(sample), sample);
            if (findings.put(finding.fingerprint(), finding) != null) {
                return new Findings(new TreeMap<>(), Optional.of("two samples have the labels " + finding.labels()));
            }
        }
        return new Findings(findings, Optional.empty());
    }

    private Labels identity(Labels sample) {
        return sample.with(Labels.METRIC_NAME, "")
                .overwrittenBy(labels.values())
                .with(Labels.ALERT_NAME, name);
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
        }
    }

    /** @param failure why nothing is known; then there are no findings */
    record Findings(SortedMap<Fingerprint, Finding> byFingerprint, Optional<String> failure) {}
}
