package dev.bellwether.promql.histogram;

import java.util.Collections;
import java.util.List;

/**
 * Quantiles of a histogram: linear within a custom bucket and the zero bucket, exponential within an exponential bucket, as if its
 * observations filled the buckets of all finer schemas evenly.
 */
final class HistogramQuantile {

    private HistogramQuantile() {}

    static double of(double q, NativeHistogram histogram) {
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (histogram.count() == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        // Observations that are NaN are counted and lie in no bucket, as if above all: then only the way up is right.
        boolean upwards = Double.isNaN(histogram.sum()) || q < 0.5;
        double rank = (upwards ? q : 1 - q) * histogram.count();
        List<Bucket> buckets = histogram.buckets();
        if (!upwards) {
            Collections.reverse(buckets);
        }
        Bucket bucket = new Bucket(0, 0, 0);
        double seen = 0;
        for (Bucket next : buckets) {
            bucket = next;
            seen += next.count();
            if (next.count() != 0 && seen >= rank) {
                break;
            }
        }
        seen = Math.min(seen, histogram.count());
        return valueAt(histogram, bucket, rank, seen, upwards);
    }

    private static double valueAt(NativeHistogram histogram, Bucket found, double rank, double seen, boolean upwards) {
        Bucket bucket = found;
        if (histogram.hasCustomBuckets()) {
            if (bucket.lower() == Double.NEGATIVE_INFINITY) {
                if (bucket.upper() <= 0) {
                    return bucket.upper();
                }
                bucket = bucket.withBorders(0, bucket.upper());
            } else if (bucket.upper() == Double.POSITIVE_INFINITY) {
                return bucket.lower();
            }
        } else if (bucket.lower() < 0 && bucket.upper() > 0) {
            bucket = histogram.withoutEmptySide(bucket);
        }
        if (seen < rank) {
            return Double.isNaN(histogram.sum()) ? Double.NaN : bucket.upper();
        }
        double within = upwards ? rank - (seen - bucket.count()) : seen - rank;
        double share = within / bucket.count();
        if (histogram.hasCustomBuckets() || bucket.lower() <= 0 && bucket.upper() >= 0) {
            return bucket.lower() + (bucket.upper() - bucket.lower()) * share;
        }
        double logLower = log2(Math.abs(bucket.lower()));
        double logUpper = log2(Math.abs(bucket.upper()));
        return bucket.lower() > 0
                ? Math.pow(2, logLower + (logUpper - logLower) * share)
                : -Math.pow(2, logUpper + (logLower - logUpper) * (1 - share));
    }

    static double log2(double value) {
        int exponent = Math.getExponent(value);
        double mantissa = Math.scalb(value, -exponent);
        return exponent + Math.log(mantissa) / Math.log(2);
    }
}
