package dev.bellwether.verification;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.verification.deployment.Outbox;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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
        /** Not looked at: there are too many services. */
        TOO_MANY_SERVICES
    }

    private final Map<RecordResult, Count> records;
    private final Map<RequestResult, Count> requests;
    private final Map<DeploymentPhase, Count> deployments;
    private final Map<VerdictStatus, Count> verdicts;
    private final Map<VerdictStatus, Count> finalVerdicts;
    private final Map<Outbox.Ignored, Count> ignored;
    private final Count windows;
    private final Count otherVersions;

    VerificationMeters(Counts counts) {
        records = each(RecordResult.class, result -> counts.of(Catalogue.Verification.RECORDS, result));
        requests = each(RequestResult.class, result -> counts.of(Catalogue.Verification.REQUESTS, result));
        deployments = each(DeploymentPhase.class, phase -> counts.of(Catalogue.Verification.DEPLOYMENTS, phase));
        verdicts = each(VerdictStatus.class, status -> counts.of(Catalogue.Verification.VERDICTS, status, "false"));
        finalVerdicts = each(VerdictStatus.class, status -> counts.of(Catalogue.Verification.VERDICTS, status, "true"));
        ignored = each(Outbox.Ignored.class, reason -> counts.of(Catalogue.Verification.IGNORED, reason));
        windows = counts.of(Catalogue.Verification.WINDOWS);
        otherVersions = counts.of(Catalogue.Verification.VERSIONS_OVERFLOW);
    }

    void record(RecordResult result) {
        counter(records, result).increment();
    }

    void requests(RequestResult result, long count) {
        counter(requests, result).add(count);
    }

    /** Requests of versions that are not told apart; they are in one of the results all the same. */
    void otherVersions(long count) {
        otherVersions.add(count);
    }

    void windowClosed() {
        windows.increment();
    }

    void event(DeploymentEvent event) {
        counter(deployments, event.getPhase()).increment();
    }

    void verdict(Verdict verdict) {
        counter(verdict.getFinal$() ? finalVerdicts : verdicts, verdict.getStatus())
                .increment();
    }

    void ignored(Outbox.Ignored reason) {
        counter(ignored, reason).increment();
    }

    /** A counter for each value, which so shows its zero, and goes by the value's name in lower case. */
    private static <E extends Enum<E>> Map<E, Count> each(Class<E> values, Function<String, Count> counter) {
        Map<E, Count> counters = new EnumMap<>(values);
        for (E value : values.getEnumConstants()) {
            counters.put(value, counter.apply(value.name().toLowerCase(Locale.ROOT)));
        }
        return counters;
    }

    private static <E extends Enum<E>> Count counter(Map<E, Count> counters, E value) {
        return requireNonNull(counters.get(value));
    }
}
