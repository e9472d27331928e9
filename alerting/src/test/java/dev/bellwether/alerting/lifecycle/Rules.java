package dev.bellwether.alerting.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Fixtures of the tests of this package. */
final class Rules {

    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private Rules() {}

    static Slot slot(long second) {
        return new Slot(START.plusSeconds(second), true);
    }

    static Instant at(long second) {
        return START.plusSeconds(second);
    }

    static AlertRule rule(String name, long holdSeconds, long keepFiringSeconds, Condition condition) {
        return new AlertRule(
                name,
                Labels.of(Map.of("severity", "page")),
                Duration.ofSeconds(holdSeconds),
                Duration.ofSeconds(keepFiringSeconds),
                condition,
                sample -> Map.of("summary", sample.labels().get("service") + " is at " + sample.value()));
    }

    /** Holds for these services, each with the same value. */
    static Evaluation holds(double value, String... services) {
        return new Evaluation.Samples(Arrays.stream(services)
                .map(service -> new Sample(Labels.of(Map.of("service", service)), value, null))
                .toList());
    }

    static Fingerprint fingerprint(String rule, String service) {
        return Labels.of(Map.of("alertname", rule, "severity", "page", "service", service))
                .fingerprint();
    }

    static List<AlertPhase> phases(Outcome outcome) {
        return outcome.alerts().values().stream().map(TrackedAlert::phase).toList();
    }
}
