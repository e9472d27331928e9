package dev.bellwether.verification.judge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether the canary's own error probability is above or below a bound, whatever runs beside it.
 *
 * <p>A mean over cells p = bound g (above) or bound / g (below) of the likelihood ratio of p to the bound: an e-process
 * against "at most the bound", respectively "at least". The counts so far are all it needs.
 */
final class BoundProcess {

    private static final double NEAREST = 1.05;
    private static final double FARTHEST = 100;
    private static final int CELLS = 32;

    /** Stands in for bounds of 1 and more, which no probability can be above. */
    private static final double ALMOST_ONE = 1 - 1e-9;

    private final Side above;
    private final Side below;
    private double maxAbove;
    private double maxBelow;

    /** @param bound 0 or more; from 1 on nothing is above it, and at 0 nothing is below it */
    BoundProcess(double bound) {
        double bounded = Math.min(bound, ALMOST_ONE);
        this.above = new Side(bounded, true);
        this.below = new Side(bounded, false);
    }

    /** Brings the running maxima up to all requests so far. */
    void look(long requests, long errors) {
        maxAbove = Math.max(maxAbove, above.logMean(requests, errors));
        maxBelow = Math.max(maxBelow, below.logMean(requests, errors));
    }

    /** Largest logarithm so far of the e-value against "at most the bound". */
    double maxAbove() {
        return maxAbove;
    }

    /** Largest logarithm so far of the e-value against "at least the bound". */
    double maxBelow() {
        return maxBelow;
    }

    /** How many times the requests until now would have to come again for {@link #maxAbove} to reach a threshold. */
    double repeatsUntilAbove(double logThreshold, long requests, long errors) {
        return above.repeats(logThreshold, maxAbove, requests, errors);
    }

    double repeatsUntilBelow(double logThreshold, long requests, long errors) {
        return below.repeats(logThreshold, maxBelow, requests, errors);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(maxAbove);
        out.writeDouble(maxBelow);
    }

    void readFrom(DataInput in) throws IOException {
        maxAbove = in.readDouble();
        maxBelow = in.readDouble();
    }

    /** What one error and one success say for each cell, as logarithms of likelihood ratios. */
    private static final class Side {

        private final double[] error = new double[CELLS];
        private final double[] success = new double[CELLS];
        private final double[] logs = new double[CELLS];
        private final int cells;

        Side(double bound, boolean above) {
            int count = 0;
            for (int i = 0; i < CELLS && bound > 0; i++) {
                double g = NEAREST * Math.pow(FARTHEST / NEAREST, (double) i / (CELLS - 1));
                double p = above ? bound * g : bound / g;
                if (p < ALMOST_ONE) {
                    error[count] = above ? Math.log(g) : -Math.log(g);
                    success[count] = Math.log1p(-p) - Math.log1p(-bound);
                    count++;
                }
            }
            this.cells = count;
        }

        double logMean(long requests, long errors) {
            fill(requests, errors);
            return LogMeanExp.of(logs, 0, cells);
        }

        double repeats(double logThreshold, double max, long requests, long errors) {
            double now = logMean(requests, errors);
            return RatioProcess.repeats(logThreshold, max, now, LogMeanExp.max(logs, 0, cells));
        }

        private void fill(long requests, long errors) {
            for (int j = 0; j < cells; j++) {
                logs[j] = errors * error[j] + (requests - errors) * success[j];
            }
        }
    }
}
