package dev.bellwether.promql.histogram;

/** The share of the observations between two values; the inverse of {@link HistogramQuantile}. */
final class HistogramFraction {

    private HistogramFraction() {}

    static double of(double lower, double upper, NativeHistogram histogram) {
        if (histogram.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        double inBuckets = Double.isNaN(histogram.sum())
                ? histogram.buckets().stream().mapToDouble(Bucket::count).sum()
                : histogram.count();
        return (rank(upper, histogram, inBuckets) - rank(lower, histogram, inBuckets)) / histogram.count();
    }

    /** How many observations lie below a value. */
    private static double rank(double value, NativeHistogram histogram, double inBuckets) {
        double rank = 0;
        for (Bucket found : histogram.buckets()) {
            boolean zero = !histogram.hasCustomBuckets() && found.lower() <= 0 && found.upper() >= 0;
            Bucket bucket = zero ? histogram.withoutEmptySide(found) : customFrom0(histogram, found);
            if (bucket.lower() >= value) {
                return Math.min(rank, inBuckets);
            }
            if (bucket.upper() > value) {
                boolean linear = zero || histogram.hasCustomBuckets();
                return Math.min(rank + bucket.count() * shareBelow(value, bucket, linear), inBuckets);
            }
            rank += bucket.count();
        }
        return inBuckets;
    }

    /** The first custom bucket begins at 0, if it ends above. */
    private static Bucket customFrom0(NativeHistogram histogram, Bucket bucket) {
        return histogram.hasCustomBuckets() && bucket.lower() == Double.NEGATIVE_INFINITY && bucket.upper() > 0
                ? bucket.withBorders(0, bucket.upper())
                : bucket;
    }

    /** Which share of a bucket's observations lies below a value within it. */
    static double shareBelow(double value, Bucket bucket, boolean linear) {
        if (linear) {
            if (Double.isInfinite(bucket.lower())) {
                return 1;
            }
            return Double.isInfinite(bucket.upper()) ? 0 : (value - bucket.lower()) / (bucket.upper() - bucket.lower());
        }
        double logLower = HistogramQuantile.log2(Math.abs(bucket.lower()));
        double logUpper = HistogramQuantile.log2(Math.abs(bucket.upper()));
        double logValue = HistogramQuantile.log2(Math.abs(value));
        return value > 0
                ? (logValue - logLower) / (logUpper - logLower)
                : 1 - (logValue - logUpper) / (logLower - logUpper);
    }
}
