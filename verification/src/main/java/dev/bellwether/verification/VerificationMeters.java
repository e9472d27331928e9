package dev.bellwether.verification;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.Verdict;
import dev.bellwether.verification.deployment.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the application counts. They add up: records read = sum over results of {@code bellwether.verification.records},
 * and requests in well-formed deltas = sum over results of {@code bellwether.verification.requests}.
 */
final class VerificationMeters {

    /** What becomes of a record. */
    enum RecordResult {
        WATERMARK,
        DELTA,
        EVENT,
        /** An event that this application wrote itself. */
        OWN_EVENT,
        /** Of a service that is not looked at. */
        EXCLUDED,
        /** Without its key, or with contents that contradict it. */
        MALFORMED
    }

    /** What becomes of a request. */
    enum RequestResult {
        /** Counted in an open window. */
        WINDOWED,
        /** Came after its window had closed. */
        LATE,
        /** Of one version too many in a window. */
        CAPPED
    }

    private final MeterRegistry meters;
    private final Map<RecordResult, Counter> records = new EnumMap<>(RecordResult.class);
    private final Map<RequestResult, Counter> requests = new EnumMap<>(RequestResult.class);
    private final Counter windows;

    VerificationMeters(MeterRegistry meters) {
        this.meters = meters;
        for (RecordResult result : RecordResult.values()) {
            records.put(result, meters.counter("bellwether.verification.records", "result", name(result)));
        }
        for (RequestResult result : RequestResult.values()) {
            requests.put(result, meters.counter("bellwether.verification.requests", "result", name(result)));
        }
        windows = meters.counter("bellwether.verification.windows");
    }

    void record(RecordResult result) {
        requireNonNull(records.get(result)).increment();
    }

    void requests(RequestResult result, long count) {
        requireNonNull(requests.get(result)).increment(count);
    }

    void windowClosed() {
        windows.increment();
    }

    void event(DeploymentEvent event) {
        meters.counter("bellwether.verification.deployments", "phase", name(event.getPhase()))
                .increment();
    }

    void verdict(Verdict verdict) {
        meters.counter(
                        "bellwether.verification.verdicts",
                        "status",
                        name(verdict.getStatus()),
                        "final",
                        Boolean.toString(verdict.getFinal$()))
                .increment();
    }

    void ignored(Outbox.Ignored reason) {
        meters.counter("bellwether.verification.ignored", "reason", name(reason))
                .increment();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
