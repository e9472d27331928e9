package dev.bellwether.telemetry.prometheus;

import static java.util.Objects.requireNonNull;

/** The value of a sample. */
public sealed interface SampleValue {

    /** A number. */
    record Number(double value) implements SampleValue {}

    /** The series ends here: the sender said that there is no value any more. */
    record Stale() implements SampleValue {}

    /**
     * A native histogram. Bucket i holds what is above base^(i-1), up to base^i, where the base is 2^(2^-schema).
     *
     * @param schema -4 to 8
     * @param count number of measurements
     * @param sum their sum; 0 where the sender did not say
     * @param zero measurements near 0
     * @param positive those above
     * @param negative those below, by their absolute value
     */
    record NativeHistogram(
            int schema, double count, double sum, ZeroBucket zero, NativeBuckets positive, NativeBuckets negative)
            implements SampleValue {

        public static final int MIN_SCHEMA = -4;
        public static final int MAX_SCHEMA = 8;

        public NativeHistogram {
            requireNonNull(zero, "zero");
            requireNonNull(positive, "positive");
            requireNonNull(negative, "negative");
            if (schema < MIN_SCHEMA || schema > MAX_SCHEMA) {
                throw new IllegalArgumentException(
                        "schema: " + schema + " (expected: " + MIN_SCHEMA + " to " + MAX_SCHEMA + ")");
            }
        }
    }

    /**
     * What is too near to 0 for a bucket of its own.
     *
     * @param threshold largest absolute value in it
     * @param count how many measurements it holds
     */
    record ZeroBucket(double threshold, double count) {}
}
