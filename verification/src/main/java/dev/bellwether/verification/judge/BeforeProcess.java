package dev.bellwether.verification.judge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The canary against the service's last minutes before it.
 *
 * <p>The error probability of those minutes is known within confidence limits; half of alpha (beta) is spent on them,
 * half on the canary's own test against the tolerance times the limit.
 */
final class BeforeProcess {

    private static final int CELLS = 129;
    private static final double LARGEST_LOGIT = 12;

    private final Counts baseline;
    private final BoundProcess worse;
    private final BoundProcess better;
    private final BoundProcess advisory;
    private final double logTwoOverAlpha;
    private final double intervalLow;
    private final double intervalHigh;

    private final double[] logError = new double[CELLS];
    private final double[] logSuccess = new double[CELLS];
    private final double[] logs = new double[CELLS];
    private final boolean[] excluded = new boolean[CELLS];

    BeforeProcess(Counts baseline, GateConfig config) {
        this.baseline = baseline;
        double upper = upperLimit(baseline, config.alpha() / 2);
        double lower = lowerLimit(baseline, config.beta() / 2);
        this.worse = new BoundProcess(config.tolerance() * upper);
        this.better = new BoundProcess(config.tolerance() * lower);
        this.advisory = new BoundProcess(RatioProcess.ADVISORY * upper);
        this.logTwoOverAlpha = Math.log(2 / config.alpha());
        this.intervalLow = lowerLimit(baseline, config.alpha() / 4);
        this.intervalHigh = upperLimit(baseline, config.alpha() / 4);
        for (int k = 0; k < CELLS; k++) {
            double logit = LARGEST_LOGIT * (2.0 * k / (CELLS - 1) - 1);
            logError[k] = -Math.log1p(Math.exp(-logit));
            logSuccess[k] = -Math.log1p(Math.exp(logit));
        }
    }

    /**
     * Exact upper limit of the error probability, wrong with at most the given probability (Clopper and Pearson 1934).
     */
    static double upperLimit(Counts counts, double wrong) {
        long successes = counts.requests() - counts.errors();
        return successes == 0
                ? 1
                : BetaDistribution.of(counts.errors() + 1.0, successes).inverseSurvivalProbability(wrong);
    }

    /** Exact lower limit of the error probability. */
    static double lowerLimit(Counts counts, double wrong) {
        return counts.errors() == 0
                ? 0
                : BetaDistribution.of(counts.errors(), counts.requests() - counts.errors() + 1.0)
                        .inverseCumulativeProbability(wrong);
    }

    Counts baseline() {
        return baseline;
    }

    void look(long requests, long errors) {
        worse.look(requests, errors);
        better.look(requests, errors);
        advisory.look(requests, errors);
        for (int k = 0; k < CELLS; k++) {
            logs[k] = errors * logError[k] + (requests - errors) * logSuccess[k];
        }
        double mean = LogMeanExp.of(logs, 0, CELLS);
        for (int k = 0; k < CELLS; k++) {
            excluded[k] |= mean - logs[k] >= logTwoOverAlpha;
        }
    }

    /** Against the tolerance times the baseline's upper limit. */
    BoundProcess worse() {
        return worse;
    }

    /** Against the tolerance times the baseline's lower limit. */
    BoundProcess better() {
        return better;
    }

    boolean regressionSuspected() {
        return advisory.maxAbove() >= logTwoOverAlpha;
    }

    OptionalDouble ratio(Counts canary) {
        return baseline.errors() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(canary.errorShare() / baseline.errorShare());
    }

    /** The ends of where the canary's probability lies, divided by the limits of the baseline's. */
    Interval interval() {
        int first = 0;
        while (first < CELLS && excluded[first]) {
            first++;
        }
        int last = CELLS - 1;
        while (last >= 0 && excluded[last]) {
            last--;
        }
        if (first > last) {
            return new Interval(Double.POSITIVE_INFINITY, 0);
        }
        double low = first == 0 ? 0 : Math.exp(logError[first - 1]);
        double high = last == CELLS - 1 ? 1 : Math.exp(logError[last + 1]);
        return new Interval(low / intervalHigh, intervalLow > 0 ? high / intervalLow : Double.POSITIVE_INFINITY);
    }

    void writeTo(DataOutput out) throws IOException {
        for (BoundProcess test : Arrays.asList(worse, better, advisory)) {
            test.writeTo(out);
        }
        for (boolean flag : excluded) {
            out.writeBoolean(flag);
        }
    }

    void readFrom(DataInput in) throws IOException {
        for (BoundProcess test : Arrays.asList(worse, better, advisory)) {
            test.readFrom(in);
        }
        for (int k = 0; k < CELLS; k++) {
            excluded[k] = in.readBoolean();
        }
    }
}
