package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.HistogramResult;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.syntax.Span;
import org.jspecify.annotations.Nullable;

/** Values between two samples, on the straight line between them. A counter that started anew is taken to have done so at the first. */
final class Interpolation {

    private Interpolation() {}

    /** The value at a time: between the samples around it, or that of the last one before it. */
    static @Nullable Sample floatAt(RangeWindow window, long time) {
        int before = -1;
        while (before + 1 < window.floats() && window.floatTime(before + 1) <= time) {
            before++;
        }
        if (before < 0) {
            return null;
        }
        return Sample.of(
                before + 1 == window.floats() || window.floatTime(before) == time
                        ? window.floatValue(before)
                        : between(window, before, time, false));
    }

    /** Between a float and the next one. */
    static double between(RangeWindow window, int first, long time, boolean counter) {
        double from = window.floatValue(first);
        double to = window.floatValue(first + 1);
        if (counter && to < from) {
            from = 0;
        }
        return from + (to - from) * share(window.floatTime(first), window.floatTime(first + 1), time);
    }

    private static double share(long from, long to, long time) {
        return (time - from) / (double) (to - from);
    }

    static @Nullable Sample histogramAt(RangeWindow window, long time, Evaluation evaluation, Span span)
            throws IncompatibleBucketsException {
        int before = -1;
        while (before + 1 < window.histograms() && window.histogramTime(before + 1) <= time) {
            before++;
        }
        if (before < 0) {
            return null;
        }
        if (before + 1 == window.histograms() || window.histogramTime(before) == time) {
            return Sample.of(window.histogram(before));
        }
        boolean counter = window.histogram(before).hint() != CounterResetHint.GAUGE;
        return Sample.of(between(window, before, time, counter, evaluation, span));
    }

    /** Between a histogram and the next one. */
    static NativeHistogram between(
            RangeWindow window, int first, long time, boolean counter, Evaluation evaluation, Span span)
            throws IncompatibleBucketsException {
        NativeHistogram from = window.histogram(first);
        NativeHistogram to = window.histogram(first + 1);
        if (time == window.histogramTime(first)) {
            return from;
        }
        if (time == window.histogramTime(first + 1)) {
            return to;
        }
        double share = share(window.histogramTime(first), window.histogramTime(first + 1), time);
        HistogramResult difference = to.minus(from);
        if (counter && to.isResetAfter(from)) {
            return to.times(share);
        }
        HistogramResult result = difference.histogram().times(share).plus(from);
        if (difference.boundsDiffered()) {
            evaluation.annotations().boundsReconciled("subtraction", span);
        }
        if (result.boundsDiffered()) {
            evaluation.annotations().boundsReconciled("addition", span);
        }
        return result.histogram();
    }
}
