package dev.bellwether.alerting;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.signal.ErrorRatioSignal;
import dev.bellwether.alerting.signal.LatencySignal;
import dev.bellwether.alerting.signal.NoTrafficSignal;
import dev.bellwether.processors.admission.AdmissionConfig;
import java.time.Duration;
import java.util.Set;

/**
 * What is looked for, and how alerts are told.
 *
 * @param range how far back a slot looks, whole seconds
 * @param evaluationDelay how long after a slot it is evaluated, in log time
 * @param minRequests ratios and percentiles of fewer requests in the range say nothing
 * @param errorRatio too many requests fail
 * @param latency requests take too long
 * @param noTraffic requests stay away
 * @param resolvedRetention how long the present state of a resolved alert stays
 * @param refresh how often the present state of a firing alert is told again
 * @param longestStep a jump of log time that is longer is a time in which nobody listened, and silence in it means nothing
 * @param excludedServices services that are not looked at: bare names, or keys as {@code environment/namespace/name}
 * @param admission which services and versions are looked at for themselves, as for windows and verdicts
 */
public record AlertingConfig(
        Duration range,
        Duration evaluationDelay,
        long minRequests,
        ErrorRatioSignal errorRatio,
        LatencySignal latency,
        NoTrafficSignal noTraffic,
        Duration resolvedRetention,
        Duration refresh,
        Duration longestStep,
        Set<String> excludedServices,
        AdmissionConfig admission) {

    public static final AlertingConfig DEFAULT = new AlertingConfig(
            Duration.ofMinutes(5),
            Duration.ofMillis(500),
            100,
            ErrorRatioSignal.DEFAULT,
            LatencySignal.DEFAULT,
            NoTrafficSignal.DEFAULT,
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Set.of("bellwether"),
            AdmissionConfig.DEFAULT);

    public AlertingConfig {
        positive("range", range);
        if (!range.equals(Duration.ofSeconds(range.toSeconds()))) {
            throw new IllegalArgumentException("range: " + range + " (expected: whole seconds)");
        }
        if (evaluationDelay.isNegative()) {
            throw new IllegalArgumentException("evaluationDelay: " + evaluationDelay + " (expected: >= 0)");
        }
        if (minRequests < 1) {
            throw new IllegalArgumentException("minRequests: " + minRequests + " (expected: >= 1)");
        }
        requireNonNull(errorRatio, "errorRatio");
        requireNonNull(latency, "latency");
        requireNonNull(noTraffic, "noTraffic");
        positive("resolvedRetention", resolvedRetention);
        positive("refresh", refresh);
        positive("longestStep", longestStep);
        excludedServices = Set.copyOf(excludedServices);
        requireNonNull(admission, "admission");
    }

    public AlertingConfig withRange(Duration newRange) {
        return new AlertingConfig(
                newRange,
                evaluationDelay,
                minRequests,
                errorRatio,
                latency,
                noTraffic,
                resolvedRetention,
                refresh,
                longestStep,
                excludedServices,
                admission);
    }

    public AlertingConfig withEvaluationDelay(Duration newDelay) {
        return new AlertingConfig(
                range,
                newDelay,
                minRequests,
                errorRatio,
                latency,
                noTraffic,
                resolvedRetention,
                refresh,
                longestStep,
                excludedServices,
                admission);
    }

    public AlertingConfig withSignals(
            ErrorRatioSignal newErrorRatio, LatencySignal newLatency, NoTrafficSignal newNoTraffic) {
        return new AlertingConfig(
                range,
                evaluationDelay,
                minRequests,
                newErrorRatio,
                newLatency,
                newNoTraffic,
                resolvedRetention,
                refresh,
                longestStep,
                excludedServices,
                admission);
    }

    public AlertingConfig withAdmission(AdmissionConfig newAdmission) {
        return new AlertingConfig(
                range,
                evaluationDelay,
                minRequests,
                errorRatio,
                latency,
                noTraffic,
                resolvedRetention,
                refresh,
                longestStep,
                excludedServices,
                newAdmission);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
