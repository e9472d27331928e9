package dev.bellwether.verification.judge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How many times as often the canary errs as the baseline beside it.
 *
 * <p>Of the m errors of a stratum, each is the canary's with probability theta(r) = rho r / (rho r + 1 - rho), where r
 * is the ratio of the error probabilities and rho the canary's share of the stratum's requests: whatever made errors
 * common in that window cancels. The log-likelihood of each ratio on a grid is summed over strata; a mean of likelihood
 * ratios over one side of a bound is an e-process against the other side, so it exceeds 1/alpha at any time with
 * probability alpha at most (Ville). The mixture follows Lindon and Malek, "Anytime-Valid Inference for Multinomial
 * Count Data" (NeurIPS 2022), here as a grid and one-sided. Conditioned on the stratum's requests and errors, the
 * canary's errors are hypergeometric, which the binomial dominates in convex order (Hoeffding 1963, theorem 4), so
 * common errors make the test conservative and not wrong.
 *
 * <p>Written out, log(theta) = log(rho) + log(r) - log(1 + rho (r - 1)). Terms that are the same in all cells cancel in
 * every e-value and are left out.
 */
final class RatioProcess {

    /** The ratio beyond which a regression is suspected, whatever the verdict. */
    static final double ADVISORY = 1.2;

    private static final double LARGEST = 16;
    private static final int EVEN_CELLS = 65;

    private final double[] ratios;
    private final double[] logRatios;
    private final int tolerance;
    private final int advisory;
    private final double logOneOverAlpha;

    private final double[] logs;
    private final boolean[] excluded;
    private double maxWorse;
    private double maxBetter;
    private double maxAdvisory;
    private double canaryWeighted;
    private double baselineWeighted;

    RatioProcess(double tolerance, double alpha) {
        this.ratios = cells(tolerance);
        this.logRatios = Arrays.stream(ratios).map(Math::log).toArray();
        this.tolerance = Arrays.binarySearch(ratios, tolerance);
        this.advisory = Arrays.binarySearch(ratios, ADVISORY);
        this.logOneOverAlpha = -Math.log(alpha);
        this.logs = new double[ratios.length];
        this.excluded = new boolean[ratios.length];
    }

    /** Even in the logarithm from 1/16 to 16, and the ratios that are asked for. */
    static double[] cells(double tolerance) {
        double[] cells = new double[EVEN_CELLS + 2];
        for (int i = 0; i < EVEN_CELLS; i++) {
            cells[i] = LARGEST * Math.pow(LARGEST, 2.0 * i / (EVEN_CELLS - 1) - 2);
        }
        cells[EVEN_CELLS] = tolerance;
        cells[EVEN_CELLS + 1] = ADVISORY;
        Arrays.sort(cells);
        double[] distinct = new double[cells.length];
        int count = 0;
        for (double cell : cells) {
            boolean same = count > 0 && cell / distinct[count - 1] < 1 + 1e-9;
            if (same && (cell == tolerance || cell == ADVISORY)) {
                distinct[count - 1] = cell;
            } else if (!same) {
                distinct[count++] = cell;
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    /** Adds a stratum in which both had requests. */
    void add(long canaryRequests, long canaryErrors, long baselineRequests, long baselineErrors) {
        double requests = (double) canaryRequests + baselineRequests;
        double share = canaryRequests / requests;
        canaryWeighted += canaryErrors * (baselineRequests / requests);
        baselineWeighted += baselineErrors * share;
        addErrors(canaryErrors, baselineErrors, share);
    }

    /** Adds errors of which each is the canary's with probability {@code share} if both err equally often. */
    void addErrors(long canaryErrors, long baselineErrors, double share) {
        long errors = canaryErrors + baselineErrors;
        if (errors == 0) {
            return;
        }
        for (int k = 0; k < logs.length; k++) {
            logs[k] += canaryErrors * logRatios[k] - errors * Math.log1p(share * (ratios[k] - 1));
        }
    }

    /** Brings the running maxima up to what was added. */
    void look() {
        maxWorse = Math.max(maxWorse, logAbove(tolerance));
        maxBetter = Math.max(maxBetter, logBelow(tolerance));
        maxAdvisory = Math.max(maxAdvisory, logAbove(advisory));
        double mean = LogMeanExp.of(logs, 0, logs.length);
        for (int k = 0; k < logs.length; k++) {
            excluded[k] |= mean - logs[k] >= logOneOverAlpha;
        }
    }

    /** Largest logarithm so far of the e-value against "at most the tolerance". */
    double maxWorse() {
        return maxWorse;
    }

    /** Largest logarithm so far of the e-value against "at least the tolerance". */
    double maxBetter() {
        return maxBetter;
    }

    boolean regressionSuspected() {
        return maxAdvisory >= logOneOverAlpha;
    }

    /** Ratio over all strata (Mantel and Haenszel 1959); empty where the baseline has no errors. */
    OptionalDouble ratio() {
        return baselineWeighted > 0 ? OptionalDouble.of(canaryWeighted / baselineWeighted) : OptionalDouble.empty();
    }

    /**
     * Where the ratio lies. The likelihood is concave in log(r), so what is not excluded lies between two excluded
     * cells; these are the ends, since a ratio between the cells of the grid may not be excluded yet.
     */
    Interval interval() {
        int first = 0;
        while (first < excluded.length && excluded[first]) {
            first++;
        }
        int last = excluded.length - 1;
        while (last >= 0 && excluded[last]) {
            last--;
        }
        if (first > last) {
            return new Interval(Double.POSITIVE_INFINITY, 0);
        }
        return new Interval(
                first == 0 ? 0 : ratios[first - 1],
                last == excluded.length - 1 ? Double.POSITIVE_INFINITY : ratios[last + 1]);
    }

    /** How many times what was added until now would have to be added for {@link #maxWorse} to reach a threshold. */
    double repeatsUntilWorse(double logThreshold) {
        double gain = LogMeanExp.max(logs, tolerance + 1, logs.length) - logs[tolerance];
        return repeats(logThreshold, maxWorse, logAbove(tolerance), gain);
    }

    double repeatsUntilBetter(double logThreshold) {
        double gain = LogMeanExp.max(logs, 0, tolerance) - logs[tolerance];
        return repeats(logThreshold, maxBetter, logBelow(tolerance), gain);
    }

    /**
     * In expectation each repeat of the data adds {@code gain}, the log-likelihood ratio of the best cell, while the
     * price of mixing over cells is paid once.
     */
    static double repeats(double logThreshold, double max, double now, double gain) {
        if (max >= logThreshold) {
            return 0;
        }
        return gain > 0 ? (logThreshold - now) / gain : Double.POSITIVE_INFINITY;
    }

    private double logAbove(int cell) {
        return LogMeanExp.of(logs, cell + 1, logs.length) - logs[cell];
    }

    private double logBelow(int cell) {
        return LogMeanExp.of(logs, 0, cell) - logs[cell];
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeShort(logs.length);
        for (int k = 0; k < logs.length; k++) {
            out.writeDouble(logs[k]);
            out.writeBoolean(excluded[k]);
        }
        out.writeDouble(maxWorse);
        out.writeDouble(maxBetter);
        out.writeDouble(maxAdvisory);
        out.writeDouble(canaryWeighted);
        out.writeDouble(baselineWeighted);
    }

    void readFrom(DataInput in) throws IOException {
        int cells = in.readUnsignedShort();
        if (cells != logs.length) {
            throw new IOException("cells: " + cells + " (expected: " + logs.length + ")");
        }
        for (int k = 0; k < cells; k++) {
            logs[k] = in.readDouble();
            excluded[k] = in.readBoolean();
        }
        maxWorse = in.readDouble();
        maxBetter = in.readDouble();
        maxAdvisory = in.readDouble();
        canaryWeighted = in.readDouble();
        baselineWeighted = in.readDouble();
    }
}
