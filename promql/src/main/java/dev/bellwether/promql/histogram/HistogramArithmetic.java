package dev.bellwether.promql.histogram;

import dev.bellwether.promql.histogram.NativeHistogram.Totals;
import java.util.function.DoubleBinaryOperator;

/** Brings two histograms to the same buckets, and combines them bucket by bucket. */
final class HistogramArithmetic {

    private HistogramArithmetic() {}

    /** Two histograms with the same layout and zero threshold. */
    record Aligned(NativeHistogram left, NativeHistogram right, boolean boundsDiffered) {}

    static HistogramResult combine(NativeHistogram a, NativeHistogram b, DoubleBinaryOperator operation)
            throws IncompatibleBucketsException {
        Aligned aligned = align(a, b);
        NativeHistogram left = aligned.left();
        NativeHistogram right = aligned.right();
        Totals totals = new Totals(
                operation.applyAsDouble(left.count(), right.count()),
                operation.applyAsDouble(left.sum(), right.sum()),
                operation.applyAsDouble(left.zeroCount(), right.zeroCount()));
        NativeHistogram combined = new NativeHistogram(
                hint(a.hint(), b.hint()),
                left.layout(),
                totals,
                left.zeroThreshold(),
                left.positive().combine(right.positive(), operation),
                left.negative().combine(right.negative(), operation));
        return new HistogramResult(combined, collide(a.hint(), b.hint()), aligned.boundsDiffered());
    }

    private static CounterResetHint hint(CounterResetHint a, CounterResetHint b) {
        if (a == b) {
            return a;
        }
        return a == CounterResetHint.GAUGE || b == CounterResetHint.GAUGE
                ? CounterResetHint.GAUGE
                : CounterResetHint.UNKNOWN;
    }

    private static boolean collide(CounterResetHint a, CounterResetHint b) {
        return a == CounterResetHint.RESET && b == CounterResetHint.NOT_RESET
                || a == CounterResetHint.NOT_RESET && b == CounterResetHint.RESET;
    }

    static Aligned align(NativeHistogram a, NativeHistogram b) throws IncompatibleBucketsException {
        if (a.hasCustomBuckets() != b.hasCustomBuckets()) {
            throw new IncompatibleBucketsException();
        }
        if (a.layout().equals(b.layout()) && a.zeroThreshold() == b.zeroThreshold()) {
            return new Aligned(a, b, false);
        }
        if (a.hasCustomBuckets()) {
            BucketLayout common = a.layout().common(b.layout());
            return new Aligned(
                    withBounds(a, common), withBounds(b, common), !a.layout().equals(b.layout()));
        }
        double threshold = commonThreshold(a, b);
        int schema = Math.min(a.schema(), b.schema());
        return new Aligned(
                withSchema(withThreshold(a, threshold), schema),
                withSchema(withThreshold(b, threshold), schema),
                false);
    }

    static NativeHistogram withBounds(NativeHistogram histogram, BucketLayout fewer) {
        BucketLayout layout = histogram.layout();
        return layout.equals(fewer)
                ? histogram
                : histogram.with(fewer, histogram.positive().merge(index -> layout.within(index, fewer)), Buckets.NONE);
    }

    static NativeHistogram withSchema(NativeHistogram histogram, int schema) {
        BucketLayout layout = histogram.layout();
        return layout.schema() == schema
                ? histogram
                : histogram.with(
                        BucketLayout.exponential(schema),
                        histogram.positive().merge(index -> layout.coarser(index, schema)),
                        histogram.negative().merge(index -> layout.coarser(index, schema)));
    }

    /** The smallest zero bucket that cuts no populated bucket of either. */
    private static double commonThreshold(NativeHistogram a, NativeHistogram b) {
        double threshold = Math.max(a.zeroThreshold(), b.zeroThreshold());
        double before;
        do {
            before = threshold;
            threshold = uncutThreshold(b, uncutThreshold(a, threshold));
        } while (threshold != before);
        return threshold;
    }

    /** A zero threshold that is at least this one, and cuts no populated bucket. */
    static double uncutThreshold(NativeHistogram histogram, double atLeast) {
        if (histogram.zeroThreshold() == atLeast) {
            return atLeast;
        }
        double threshold = atLeast;
        double before;
        do {
            before = threshold;
            threshold = uncut(histogram.positive(), histogram.layout(), threshold);
            threshold = uncut(histogram.negative(), histogram.layout(), threshold);
        } while (threshold != before);
        return threshold;
    }

    private static double uncut(Buckets buckets, BucketLayout layout, double threshold) {
        for (int i = 0; i < buckets.size(); i++) {
            int index = buckets.index(i);
            if (buckets.count(i) != 0 && layout.lower(index) < threshold && layout.upper(index) > threshold) {
                return layout.upper(index);
            }
        }
        return threshold;
    }

    /** With all buckets that begin below a threshold in the zero bucket. */
    static NativeHistogram withThreshold(NativeHistogram histogram, double threshold) {
        if (histogram.zeroThreshold() == threshold) {
            return histogram;
        }
        BucketLayout layout = histogram.layout();
        Buckets positive = histogram.positive();
        Buckets negative = histogram.negative();
        Buckets positiveInside = positive.filter(i -> layout.lower(positive.index(i)) < threshold);
        Buckets negativeInside = negative.filter(i -> layout.lower(negative.index(i)) < threshold);
        double zeroCount = histogram.zeroCount() + positiveInside.total() + negativeInside.total();
        return new NativeHistogram(
                histogram.hint(),
                layout,
                new Totals(histogram.count(), histogram.sum(), zeroCount),
                threshold,
                positive.filter(i -> layout.lower(positive.index(i)) >= threshold),
                negative.filter(i -> layout.lower(negative.index(i)) >= threshold));
    }
}
