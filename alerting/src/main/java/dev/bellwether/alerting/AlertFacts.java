package dev.bellwether.alerting;

import dev.bellwether.alerting.lifecycle.AlertPhase;
import dev.bellwether.alerting.lifecycle.Evidence;
import dev.bellwether.alerting.lifecycle.Finding;
import dev.bellwether.alerting.lifecycle.TrackedAlert;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertEvidence;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.Completeness;
import org.jspecify.annotations.Nullable;

/** Alerts as facts. */
final class AlertFacts {

    private AlertFacts() {}

    static Alert fact(TrackedAlert alert) {
        Finding finding = alert.finding();
        return Alert.newBuilder()
                .setFingerprint(finding.fingerprint().toString())
                .setLabels(finding.labels().values())
                .setAnnotations(finding.annotations())
                .setState(state(alert.phase()))
                .setValue(finding.value())
                .setActiveAt(alert.activeAt())
                .setStartsAt(alert.firedAt())
                .setEndsAt(alert.resolvedAt())
                .setEvaluatedAt(alert.evaluatedAt())
                .setEvidence(evidence(finding.evidence()))
                .build();
    }

    private static AlertState state(AlertPhase phase) {
        return switch (phase) {
            case INACTIVE -> AlertState.INACTIVE;
            case PENDING -> AlertState.PENDING;
            case FIRING -> AlertState.FIRING;
            case RESOLVED -> AlertState.RESOLVED;
        };
    }

    private static @Nullable AlertEvidence evidence(@Nullable Evidence evidence) {
        if (evidence == null) {
            return null;
        }
        return AlertEvidence.newBuilder()
                .setFrom(evidence.from())
                .setTo(evidence.to())
                .setRequests(evidence.requests())
                .setErrors(evidence.errors())
                .setCompleteness(evidence.complete() ? Completeness.COMPLETE : Completeness.INCOMPLETE)
                .setTraceIds(evidence.traceIds())
                .build();
    }
}
