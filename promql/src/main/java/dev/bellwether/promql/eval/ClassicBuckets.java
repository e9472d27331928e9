package dev.bellwether.promql.eval;

import java.util.Map;
import java.util.TreeMap;

/**
 * A classic histogram: how many observations are not above each bound. Counts that fall from one bound to the next cannot be; they are
 * raised to the one before.
 */
final class ClassicBuckets {

    /** Differences this small, in proportion, come from the arithmetic of floats. */
    private static final double TOLERANCE = 1e-12;

    private final TreeMap<Double, Double> counts = new TreeMap<>();
    private boolean forcedMonotonic;

    void add(double bound, double count) {
        counts.merge(bound, count, Double::sum);
    }

    /** Whether some count had to be raised by more than the arithmetic explains; to be asked after the quantile. */
    boolean wasForcedMonotonic() {
        return forcedMonotonic;
    }

    double quantile(double share) {
        if (Double.isNaN(share)) {
            return Double.NaN;
        }
        if (share < 0 || share > 1) {
            return share < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (counts.lastKey() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double[] bounds =
                counts.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] values = monotonic();
        int last = bounds.length - 1;
        if (last < 1 || values[last] == 0) {
            return Double.NaN;
        }
        double rank = share * values[last];
        int bucket = 0;
        while (bucket < last && !(values[bucket] >= rank)) {
            bucket++;
        }
        if (bucket == last) {
            return bounds[last - 1];
        }
        if (bucket == 0) {
            return bounds[0] <= 0 ? bounds[0] : bounds[0] * (rank / values[0]);
        }
        double within = (rank - values[bucket - 1]) / (values[bucket] - values[bucket - 1]);
        return bounds[bucket - 1] + (bounds[bucket] - bounds[bucket - 1]) * within;
    }

    private double[] monotonic() {
        double[] values =
                counts.values().stream().mapToDouble(Double::doubleValue).toArray();
        double before = values[0];
        for (int i = 1; i < values.length; i++) {
            if (values[i] == before) {
                continue;
            }
            boolean nearlyEqual = isNearly(before, values[i]);
            if (nearlyEqual || values[i] < before) {
                forcedMonotonic |= !nearlyEqual;
                values[i] = before;
            } else {
                before = values[i];
            }
        }
        return values;
    }

    private static boolean isNearly(double a, double b) {
        if (a == 0 || b == 0 || Math.abs(a) + Math.abs(b) < Double.MIN_NORMAL) {
            return Math.abs(a - b) < TOLERANCE * Double.MIN_NORMAL;
        }
        return Math.abs(a - b) / Math.min(Math.abs(a) + Math.abs(b), Double.MAX_VALUE) < TOLERANCE;
    }

    double fraction(double lower, double upper) {
        if (counts.lastKey() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double all = counts.lastEntry().getValue();
        if (all == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        return lower >= upper ? 0 : (rank(upper) - rank(lower)) / all;
    }

    /** How many observations lie below a value. */
    private double rank(double value) {
        double from = counts.firstKey() > 0 ? 0 : Double.NEGATIVE_INFINITY;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double to = bucket.getKey();
            if (from >= value) {
                return below;
            }
            if (to > value) {
                if (Double.isInfinite(from)) {
                    return bucket.getValue();
                }
                return Double.isInfinite(to)
                        ? below
                        : below + (bucket.getValue() - below) * (value - from) / (to - from);
            }
            below = bucket.getValue();
            from = to;
        }
        return below;
    }
}
