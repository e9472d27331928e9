package dev.bellwether.promql.histogram;

import static java.util.Objects.requireNonNull;

/** Fills in a {@link NativeHistogram}. What is not given is 0 and empty; the schema is 0. */
public final class NativeHistogramBuilder {

    private CounterResetHint hint = CounterResetHint.UNKNOWN;
    private int schema;
    private double[] customBounds = new double[0];
    private double count;
    private double sum;
    private double zeroCount;
    private double zeroThreshold;
    private Buckets positive = Buckets.NONE;
    private Buckets negative = Buckets.NONE;

    NativeHistogramBuilder() {}

    public NativeHistogramBuilder hint(CounterResetHint value) {
        hint = requireNonNull(value, "value");
        return this;
    }

    /** {@link NativeHistogram#CUSTOM_SCHEMA}, or an exponential one from -4 to 8. */
    public NativeHistogramBuilder schema(int value) {
        schema = value;
        return this;
    }

    /** Upper bounds of the custom buckets, rising, without the {@code +Inf} of the last one. */
    public NativeHistogramBuilder customBounds(double... bounds) {
        customBounds = bounds.clone();
        return this;
    }

    public NativeHistogramBuilder count(double value) {
        count = value;
        return this;
    }

    public NativeHistogramBuilder sum(double value) {
        sum = value;
        return this;
    }

    /** The observations between minus and plus a threshold. */
    public NativeHistogramBuilder zero(double threshold, double observations) {
        zeroThreshold = threshold;
        zeroCount = observations;
        return this;
    }

    /** Counts of one bucket after the other, from an index on; bucket 0 ends at 1, or is the first custom one. */
    public NativeHistogramBuilder positive(int firstIndex, double... counts) {
        positive = Buckets.from(firstIndex, counts);
        return this;
    }

    /** Buckets of positive values. */
    public NativeHistogramBuilder positive(Buckets buckets) {
        positive = requireNonNull(buckets, "buckets");
        return this;
    }

    /** Buckets of negative values, by their absolute value. */
    public NativeHistogramBuilder negative(Buckets buckets) {
        negative = requireNonNull(buckets, "buckets");
        return this;
    }

    /** Counts of one bucket of negative values after the other, from an index on; bucket 0 begins at -1. */
    public NativeHistogramBuilder negative(int firstIndex, double... counts) {
        negative = Buckets.from(firstIndex, counts);
        return this;
    }

    /**
     * The histogram.
     *
     * @throws IllegalArgumentException if there is no such schema
     */
    public NativeHistogram build() {
        BucketLayout layout = schema == BucketLayout.CUSTOM_SCHEMA
                ? BucketLayout.custom(customBounds)
                : BucketLayout.exponential(schema);
        return new NativeHistogram(
                hint, layout, new NativeHistogram.Totals(count, sum, zeroCount), zeroThreshold, positive, negative);
    }
}
