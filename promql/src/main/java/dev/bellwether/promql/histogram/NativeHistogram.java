package dev.bellwether.promql.histogram;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.text.GoFloats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A distribution of observations: their number and sum, and how many lie in which bucket. Counts are floats, and negative where a larger
 * histogram was subtracted. Buckets are exponential, with a zero bucket in the middle, or between custom bounds. Immutable.
 *
 * <p>Source: "Native Histograms", Prometheus specification; {@code model/histogram/float_histogram.go} defines the arithmetic.
 */
public final class NativeHistogram {

    /** The schema of custom buckets. */
    public static final int CUSTOM_SCHEMA = BucketLayout.CUSTOM_SCHEMA;

    private final CounterResetHint hint;
    private final BucketLayout layout;
    private final double zeroThreshold;
    private final double zeroCount;
    private final double count;
    private final double sum;
    private final Buckets positive;
    private final Buckets negative;

    NativeHistogram(
            CounterResetHint hint,
            BucketLayout layout,
            Totals totals,
            double zeroThreshold,
            Buckets positive,
            Buckets negative) {
        this.hint = requireNonNull(hint, "hint");
        this.layout = requireNonNull(layout, "layout");
        this.zeroThreshold = zeroThreshold;
        this.zeroCount = totals.zeroCount;
        this.count = totals.count;
        this.sum = totals.sum;
        this.positive = requireNonNull(positive, "positive");
        this.negative = requireNonNull(negative, "negative");
    }

    /** The three numbers that are no buckets of their own. */
    record Totals(double count, double sum, double zeroCount) {}

    /** A histogram to be filled in. */
    public static NativeHistogramBuilder builder() {
        return new NativeHistogramBuilder();
    }

    /** An empty histogram with the buckets of another. */
    public static NativeHistogram emptyLike(NativeHistogram other) {
        return new NativeHistogram(
                CounterResetHint.UNKNOWN, other.layout, new Totals(0, 0, 0), 0, Buckets.NONE, Buckets.NONE);
    }

    public CounterResetHint hint() {
        return hint;
    }

    /** {@link #CUSTOM_SCHEMA}, or the exponential schema from -4 to 8. */
    public int schema() {
        return layout.schema();
    }

    public boolean hasCustomBuckets() {
        return layout.isCustom();
    }

    /** The upper bounds of all custom buckets but the last one. */
    public double[] customBounds() {
        return layout.bounds();
    }

    /** Half the width of the zero bucket. */
    public double zeroThreshold() {
        return zeroThreshold;
    }

    public double zeroCount() {
        return zeroCount;
    }

    /** Number of observations, those that are NaN included. */
    public double count() {
        return count;
    }

    /** Sum of all observations. */
    public double sum() {
        return sum;
    }

    BucketLayout layout() {
        return layout;
    }

    /** Buckets of positive values. */
    public Buckets positive() {
        return positive;
    }

    /** Buckets of negative values, by their absolute value. */
    public Buckets negative() {
        return negative;
    }

    Totals totals() {
        return new Totals(count, sum, zeroCount);
    }

    /** All buckets that are there, the zero bucket among them if it has observations, from the lowest to the highest. */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>(positive.size() + negative.size() + 1);
        for (int i = 0; i < negative.size(); i++) {
            int index = negative.index(i);
            buckets.add(new Bucket(-layout.upper(index), -layout.lower(index), negative.count(i)));
        }
        Collections.reverse(buckets);
        if (zeroCount > 0) {
            buckets.add(new Bucket(-zeroThreshold, zeroThreshold, zeroCount));
        }
        for (int i = 0; i < positive.size(); i++) {
            int index = positive.index(i);
            buckets.add(new Bucket(layout.lower(index), layout.upper(index), positive.count(i)));
        }
        return buckets;
    }

    /** What a zero bucket of such borders is taken for: without negative buckets it begins at 0, without positive ones it ends there. */
    Bucket withoutEmptySide(Bucket bucket) {
        if (negative.size() == 0 && positive.size() > 0) {
            return bucket.withBorders(0, bucket.upper());
        }
        return positive.size() == 0 && negative.size() > 0 ? bucket.withBorders(bucket.lower(), 0) : bucket;
    }

    /** A copy that says something else about the one before it. */
    public NativeHistogram withHint(CounterResetHint other) {
        return hint == other ? this : new NativeHistogram(other, layout, totals(), zeroThreshold, positive, negative);
    }

    /** A copy without empty buckets. */
    public NativeHistogram compact() {
        return new NativeHistogram(hint, layout, totals(), zeroThreshold, positive.compact(), negative.compact());
    }

    /** All counts and the sum times a number; with a negative one the result is a gauge. */
    public NativeHistogram times(double factor) {
        return new NativeHistogram(
                factor < 0 ? CounterResetHint.GAUGE : hint,
                layout,
                new Totals(count * factor, sum * factor, zeroCount * factor),
                zeroThreshold,
                positive.map(c -> c * factor),
                negative.map(c -> c * factor));
    }

    /** All counts and the sum divided by a number; by 0, no buckets remain. */
    public NativeHistogram dividedBy(double divisor) {
        return new NativeHistogram(
                divisor < 0 ? CounterResetHint.GAUGE : hint,
                layout,
                new Totals(count / divisor, sum / divisor, zeroCount / divisor),
                zeroThreshold,
                divisor == 0 ? Buckets.NONE : positive.map(c -> c / divisor),
                divisor == 0 ? Buckets.NONE : negative.map(c -> c / divisor));
    }

    /**
     * The observations of both.
     *
     * @throws IncompatibleBucketsException if one has custom buckets and the other does not
     */
    public HistogramResult plus(NativeHistogram other) throws IncompatibleBucketsException {
        return HistogramArithmetic.combine(this, other, Double::sum);
    }

    /**
     * The observations of this that are not those of the other.
     *
     * @throws IncompatibleBucketsException if one has custom buckets and the other does not
     */
    public HistogramResult minus(NativeHistogram other) throws IncompatibleBucketsException {
        return HistogramArithmetic.combine(this, other, (a, b) -> a - b);
    }

    /** Whether the buckets of both have the same borders. */
    public boolean hasSameLayout(NativeHistogram other) {
        return layout.equals(other.layout) && zeroThreshold == other.zeroThreshold;
    }

    /** Whether this counter started anew after another state of it. */
    public boolean isResetAfter(NativeHistogram before) {
        return CounterResets.isReset(this, before);
    }

    /** The estimated value of which a share of the observations is not greater. */
    public double quantile(double share) {
        return HistogramQuantile.of(share, this);
    }

    /** The estimated share of the observations between two values. */
    public double fraction(double lower, double upper) {
        return HistogramFraction.of(lower, upper, this);
    }

    /** Without the observations above a value. */
    public NativeHistogram trimmedAbove(double value) {
        return HistogramTrim.above(this, value);
    }

    /** Without the observations below a value. */
    public NativeHistogram trimmedBelow(double value) {
        return HistogramTrim.below(this, value);
    }

    /** Whether a count or the sum is beyond what a float holds. */
    public boolean hasOverflow() {
        return Double.isInfinite(count)
                || Double.isInfinite(sum)
                || Double.isInfinite(zeroCount)
                || positive.anyInfinite()
                || negative.anyInfinite();
    }

    NativeHistogram with(BucketLayout newLayout, Buckets newPositive, Buckets newNegative) {
        return new NativeHistogram(hint, newLayout, totals(), zeroThreshold, newPositive, newNegative);
    }

    /** Equal in all but the hint. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NativeHistogram that
                && layout.equals(that.layout)
                && Double.compare(count, that.count) == 0
                && Double.compare(sum, that.sum) == 0
                && zeroThreshold == that.zeroThreshold
                && zeroCount == that.zeroCount
                && positive.equals(that.positive)
                && negative.equals(that.negative);
    }

    @Override
    public int hashCode() {
        return Objects.hash(layout, count, sum, zeroThreshold, zeroCount, positive, negative);
    }

    /** As Prometheus prints it: {@code {count:3, sum:4, [-0.001,0.001]:1, (0.5,1]:2}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{count:")
                .append(GoFloats.print(count))
                .append(", sum:")
                .append(GoFloats.print(sum));
        for (Bucket bucket : buckets()) {
            if (bucket.count() != 0) {
                boolean lowerIn =
                        !layout.isCustom() && bucket.lower() < 0 || bucket.lower() == Double.NEGATIVE_INFINITY;
                boolean upperIn = layout.isCustom() || bucket.upper() > 0;
                text.append(", ").append(lowerIn ? '[' : '(');
                text.append(GoFloats.print(bucket.lower())).append(',').append(GoFloats.print(bucket.upper()));
                text.append(upperIn ? "]:" : "):").append(GoFloats.print(bucket.count()));
            }
        }
        return text.append('}').toString();
    }
}
