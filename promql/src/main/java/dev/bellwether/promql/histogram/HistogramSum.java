package dev.bellwether.promql.histogram;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sum or mean of histograms, compensated bucket by bucket after Kahan and Neumaier. One for each group and step; not shared.
 *
 * <p>The mean is the sum divided by the number of histograms; where the sum would overflow, it goes on as a running mean.
 */
public final class HistogramSum {

    private NativeHistogram sum;
    private NativeHistogram compensation;
    private @Nullable NativeHistogram mean;
    private double count = 1;
    private boolean resetSeen;
    private boolean noResetSeen;
    private boolean boundsDiffered;

    public HistogramSum(NativeHistogram first) {
        sum = first;
        compensation = first.times(0);
        track(first);
    }

    private void track(NativeHistogram histogram) {
        resetSeen |= histogram.hint() == CounterResetHint.RESET;
        noResetSeen |= histogram.hint() == CounterResetHint.NOT_RESET;
    }

    /**
     * Adds one to the sum.
     *
     * @throws IncompatibleBucketsException if one has custom buckets and the other does not
     */
    public void add(NativeHistogram histogram) throws IncompatibleBucketsException {
        track(histogram);
        count++;
        Step step = step(sum, compensation, histogram);
        sum = step.sum();
        compensation = step.compensation();
    }

    /**
     * Adds one to the mean. A sum to which any was added so must be read by {@link #mean}.
     *
     * @throws IncompatibleBucketsException if one has custom buckets and the other does not
     */
    public void addToMean(NativeHistogram histogram) throws IncompatibleBucketsException {
        track(histogram);
        count++;
        NativeHistogram running = mean;
        if (running == null) {
            Step step = step(sum, compensation, histogram);
            if (!step.sum().hasOverflow()) {
                sum = step.sum();
                compensation = step.compensation();
                return;
            }
            running = sum.dividedBy(count - 1);
            compensation = compensation.dividedBy(count - 1);
        }
        double weight = (count - 1) / count;
        Step step = step(running.times(weight), compensation.times(weight), histogram.dividedBy(count));
        mean = step.sum();
        compensation = step.compensation();
    }

    /** The sum. */
    public NativeHistogram sum() {
        return compensated(sum, compensation);
    }

    /** The mean. */
    public NativeHistogram mean() {
        return mean != null
                ? compensated(mean, compensation)
                : compensated(sum.dividedBy(count), compensation.dividedBy(count));
    }

    /** Whether one was known to start anew, and another was known not to. */
    public boolean resetsCollide() {
        return resetSeen && noResetSeen;
    }

    /** Whether custom bounds differed, and those of one only were dropped. */
    public boolean boundsDiffered() {
        return boundsDiffered;
    }

    private record Step(NativeHistogram sum, NativeHistogram compensation) {}

    private Step step(NativeHistogram before, NativeHistogram compensationBefore, NativeHistogram added)
            throws IncompatibleBucketsException {
        HistogramResult result = before.plus(added);
        boundsDiffered |= result.boundsDiffered();
        HistogramArithmetic.Aligned aligned = HistogramArithmetic.align(before, added);
        DoubleBinaryOperator lost = HistogramSum::lost;
        NativeHistogram error = HistogramArithmetic.combine(aligned.left(), aligned.right(), lost)
                .histogram();
        NativeHistogram compensationNow = HistogramArithmetic.combine(
                        fitted(compensationBefore, error), error, HistogramSum::addUnlessNaN)
                .histogram();
        return new Step(result.histogram(), compensationNow);
    }

    /** A compensation brought to buckets that are never finer than its own, whatever it holds. */
    private static NativeHistogram fitted(NativeHistogram compensation, NativeHistogram like) {
        if (like.hasCustomBuckets()) {
            return HistogramArithmetic.withBounds(compensation, like.layout());
        }
        return HistogramArithmetic.withSchema(
                HistogramArithmetic.withThreshold(compensation, like.zeroThreshold()), like.schema());
    }

    /** What adding two floats loses. */
    private static double lost(double sum, double value) {
        double total = sum + value;
        if (Double.isInfinite(total)) {
            return Double.NaN;
        }
        return Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum;
    }

    /** After an overflow there is nothing left to compensate. */
    private static double addUnlessNaN(double compensation, double lost) {
        return Double.isNaN(lost) ? 0 : compensation + lost;
    }

    private static NativeHistogram compensated(NativeHistogram value, NativeHistogram compensation) {
        try {
            return value.plus(compensation).histogram().withHint(value.hint());
        } catch (IncompatibleBucketsException e) {
            throw new IllegalStateException(e);
        }
    }
}
