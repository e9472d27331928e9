package dev.bellwether.promql.eval;

import java.util.Arrays;

/** Arithmetic of floats where Go and Java differ, and order statistics. */
final class Floats {

    private Floats() {}

    /** As Go's: 1 to any power is 1, and -1 to an infinite power too. */
    static double power(double base, double exponent) {
        if (base == 1 || base == -1 && Double.isInfinite(exponent)) {
            return 1;
        }
        return Math.pow(base, exponent);
    }

    /** The value of which a share of the others is not greater, between two of them on the straight line. */
    static double quantile(double share, double[] values) {
        if (values.length == 0 || Double.isNaN(share)) {
            return Double.NaN;
        }
        if (share < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (share > 1) {
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = nanFirst(values);
        double rank = share * (sorted.length - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(sorted.length - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    private static double[] nanFirst(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int numbers = sorted.length;
        while (numbers > 0 && Double.isNaN(sorted[numbers - 1])) {
            numbers--;
        }
        double[] result = new double[sorted.length];
        int nans = sorted.length - numbers;
        Arrays.fill(result, 0, nans, Double.NaN);
        System.arraycopy(sorted, 0, result, nans, numbers);
        return result;
    }
}
