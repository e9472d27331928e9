package dev.bellwether.verification.judge;

/** Means of numbers that are known by their logarithms, without leaving the range of a double. */
final class LogMeanExp {

    private LogMeanExp() {}

    /** Logarithm of the mean of {@code exp(logs[i])}, from inclusive to exclusive; minus infinity for none. */
    static double of(double[] logs, int from, int to) {
        double max = max(logs, from, to);
        if (max == Double.NEGATIVE_INFINITY) {
            return max;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(logs[i] - max);
        }
        return max + Math.log(sum / (to - from));
    }

    /** The largest; minus infinity for none. */
    static double max(double[] logs, int from, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, logs[i]);
        }
        return max;
    }
}
