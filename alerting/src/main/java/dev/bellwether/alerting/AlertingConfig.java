package dev.bellwether.alerting;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.signal.ErrorRatioSignal;
import dev.bellwether.alerting.signal.LatencySignal;
import dev.bellwether.alerting.signal.NoTrafficSignal;
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
 * @param limits how much is looked at
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
        Limits limits) {

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
            Limits.DEFAULT);

    /**
     * How much a task, which owns one partition of the deltas, looks at. What comes above is counted and left out.
     *
     * @param services services
     * @param versions versions of one service that are looked at for themselves; others count for the service only
     */
    public record Limits(int services, int versions) {

        public static final Limits DEFAULT = new Limits(2_000, 20);

        public Limits {
            atLeastOne("services", services);
            atLeastOne("versions", versions);
        }

        private static void atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
            }
        }
    }

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
        requireNonNull(limits, "limits");
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
                limits);
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
                limits);
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
                limits);
    }

    public AlertingConfig withLimits(Limits newLimits) {
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
                newLimits);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
