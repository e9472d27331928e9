package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.HistogramResult;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import org.jspecify.annotations.Nullable;

/**
 * Rates of {@code anchored} and {@code smoothed} ranges: the change between the values at both borders, without extrapolation. The value at
 * a border is that of the last sample before, or the one between the samples on both sides.
 */
final class ExtendedRate {

    private final Rate rate;
    private final RangeWindow window;
    private final RangeFunction.Call call;
    private final boolean smoothed;

    private ExtendedRate(Rate rate, RangeWindow window, RangeFunction.Call call) {
        this.rate = rate;
        this.window = window;
        this.call = call;
        this.smoothed = call.extension() == Extension.SMOOTHED;
    }

    static @Nullable Sample apply(Rate rate, RangeWindow window, RangeFunction.Call call) {
        ExtendedRate extended = new ExtendedRate(rate, window, call);
        return window.floats() > 0 ? extended.ofFloats() : extended.ofHistograms();
    }

    private interface TimeAt {
        long at(int position);
    }

    /** Position of the last sample at or before the start, or else the first one. */
    private int first(int size, TimeAt times) {
        int after = 0;
        while (after < size - 1 && times.at(after) <= window.rangeStart()) {
            after++;
        }
        return Math.max(0, after - 1);
    }

    /** Position of the sample that stands for the end. */
    private int last(int size, TimeAt times) {
        int last = size - 1;
        for (int i = 0; smoothed && i < last; i++) {
            if (times.at(i) >= window.rangeEnd()) {
                return i;
            }
        }
        return last;
    }

    private boolean isOutside(long firstTime, long lastTime) {
        return lastTime <= window.rangeStart() || smoothed && firstTime > window.rangeEnd();
    }

    private @Nullable Sample ofFloats() {
        int first = first(window.floats(), window::floatTime);
        int last = last(window.floats(), window::floatTime);
        if (isOutside(window.floatTime(first), window.floatTime(last))) {
            return null;
        }
        double left = smoothed && window.floatTime(first) < window.rangeStart()
                ? Interpolation.between(window, first, window.rangeStart(), rate.ofCounters())
                : window.floatValue(first);
        double right = smoothed && last > 0 && window.floatTime(last) > window.rangeEnd()
                ? Interpolation.between(window, last - 1, window.rangeEnd(), rate.ofCounters())
                : window.floatValue(last);
        double change = right - left;
        if (rate.ofCounters()) {
            int from = window.floatTime(first) <= window.rangeStart() ? first + 1 : first;
            int to = window.floatTime(last) >= window.rangeEnd() ? last - 1 : last;
            double before = left;
            for (int i = from; i <= to; i++) {
                change += window.floatValue(i) < before ? before : 0;
                before = window.floatValue(i);
            }
            change += right < before ? before : 0;
        }
        return Sample.of(rate.perSecond() ? change / rate.rangeSeconds(window) : change);
    }

    private @Nullable Sample ofHistograms() {
        int first = first(window.histograms(), window::histogramTime);
        int last = last(window.histograms(), window::histogramTime);
        if (isOutside(window.histogramTime(first), window.histogramTime(last))) {
            return null;
        }
        try {
            return areComparable(first, last) ? ofHistograms(first, last) : null;
        } catch (IncompatibleBucketsException e) {
            call.annotations().mixedSchemas(window.metricName(), call.span());
            return null;
        }
    }

    private boolean areComparable(int first, int last) {
        for (int i = first; i <= last; i++) {
            if (window.histogram(i).hasCustomBuckets()
                    != window.histogram(first).hasCustomBuckets()) {
                call.annotations().mixedSchemas(window.metricName(), call.span());
                return false;
            }
            if (rate.ofCounters() && window.histogram(i).hint() == CounterResetHint.GAUGE) {
                call.annotations().notACounter(window.metricName(), call.span());
            }
        }
        return true;
    }

    private Sample ofHistograms(int first, int last) throws IncompatibleBucketsException {
        NativeHistogram left = smoothed && window.histogramTime(first) < window.rangeStart()
                ? between(first, window.rangeStart())
                : window.histogram(first);
        NativeHistogram right = smoothed && last > 0 && window.histogramTime(last) > window.rangeEnd()
                ? between(last - 1, window.rangeEnd())
                : window.histogram(last);
        if (!rate.ofCounters() && (left.hint() != CounterResetHint.GAUGE || right.hint() != CounterResetHint.GAUGE)) {
            call.annotations().notAGauge(window.metricName(), call.span());
        }
        HistogramResult difference = right.minus(left);
        if (difference.boundsDiffered()) {
            call.annotations().boundsReconciled("subtraction", call.span());
        }
        NativeHistogram change = difference.histogram();
        if (rate.ofCounters()) {
            change = withResets(change, first, last, left, right);
        }
        NativeHistogram result = rate.perSecond() ? change.dividedBy(rate.rangeSeconds(window)) : change;
        return Sample.of(result.withHint(CounterResetHint.GAUGE).compact());
    }

    private NativeHistogram between(int first, long time) throws IncompatibleBucketsException {
        return Interpolation.between(window, first, time, rate.ofCounters(), call.evaluation(), call.span());
    }

    /** Adds what was counted before each reset. The value at the left border has seen the reset that it lies across. */
    private NativeHistogram withResets(
            NativeHistogram change, int first, int last, NativeHistogram left, NativeHistogram right)
            throws IncompatibleBucketsException {
        int next = first + 1;
        NativeHistogram before = left;
        if (smoothed
                && window.histogramTime(first) < window.rangeStart()
                && window.histogram(next).isResetAfter(window.histogram(first))) {
            before = window.histogram(next);
            next++;
        }
        if (next > last) {
            return change;
        }
        NativeHistogram result = change;
        for (int i = next; i < last; i++) {
            if (window.histogram(i).isResetAfter(before)) {
                result = plus(result, before);
            }
            before = window.histogram(i);
        }
        return right.isResetAfter(before) ? plus(result, before) : result;
    }

    private NativeHistogram plus(NativeHistogram a, NativeHistogram b) throws IncompatibleBucketsException {
        HistogramResult sum = a.plus(b);
        if (sum.boundsDiffered()) {
            call.annotations().boundsReconciled("addition", call.span());
        }
        return sum.histogram();
    }
}
