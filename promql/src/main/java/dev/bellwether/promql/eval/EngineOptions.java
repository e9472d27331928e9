package dev.bellwether.promql.eval;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How queries are evaluated.
 *
 * @param lookback how old the newest sample of a series may be; one exactly as old is too old
 * @param subqueryStep step of subqueries that give none
 * @param features behaviour that is off by default
 * @param limits what a query may take
 */
public record EngineOptions(Duration lookback, Duration subqueryStep, Set<Feature> features, Limits limits) {

    /** Behaviour as behind the feature flags of Prometheus. */
    public enum Feature {
        /** {@code promql-delayed-name-removal}: the name of a metric goes at the end of the query, not where it loses its meaning. */
        DELAYED_NAME_REMOVAL,
        /** {@code use-start-timestamps}: when a counter started counts as a reset, and as the start of a range. */
        START_TIMESTAMPS,
        /** {@code type-and-unit-labels}: whether a metric is a counter is told by its label {@code __type__}. */
        TYPE_AND_UNIT_LABELS
    }

    /**
     * What a query may take.
     *
     * @param samples most samples that all parts of a query together read and make; a series has a place for a sample at each step, whether
     *     there is one or not, and places are counted before there is memory for them
     * @param series most series that one selector may choose
     * @param steps most steps of a range query or subquery
     */
    public record Limits(long samples, int series, int steps) {

        /** 50 million samples as in Prometheus, a million series, a million steps. */
        public static final Limits DEFAULT = new Limits(50_000_000, 1_000_000, 1_000_000);

        public Limits {
            if (samples < 1 || series < 1 || steps < 1) {
                throw new IllegalArgumentException("limits: " + samples + " samples, " + series + " series, " + steps
                        + " steps (expected: at least 1 of each)");
            }
        }
    }

    /** As Prometheus without feature flags: five minutes, one minute. */
    public static final EngineOptions DEFAULT =
            new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), Set.of(), Limits.DEFAULT);

    public EngineOptions {
        features = Set.copyOf(features);
        requirePositive("lookback", lookback);
        requirePositive("subqueryStep", subqueryStep);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(name + ": " + duration + " (expected: at least 1 ms)");
        }
    }

    /** A copy with all features. */
    public EngineOptions withAllFeatures() {
        return new EngineOptions(lookback, subqueryStep, EnumSet.allOf(Feature.class), limits);
    }

    /** A copy with these features. */
    public EngineOptions withFeatures(Set<Feature> enabled) {
        return new EngineOptions(lookback, subqueryStep, enabled, limits);
    }

    /** A copy with these limits. */
    public EngineOptions withLimits(Limits other) {
        return new EngineOptions(lookback, subqueryStep, features, other);
    }

    /** A copy with another step for subqueries that give none. */
    public EngineOptions withSubqueryStep(Duration step) {
        return new EngineOptions(lookback, step, features, limits);
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }
}
