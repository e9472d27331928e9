package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.HistogramResult;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** The change from the first histogram of a range to the last one, before any extrapolation. */
final class HistogramChange {

    private HistogramChange() {}

    /** The change; null where the histograms cannot be compared. There have to be two of them. */
    static @Nullable NativeHistogram of(RangeWindow window, Rate rate, RangeFunction.Call call) {
        noteGauges(window, rate, call);
        NativeHistogram first = window.histogram(0);
        if (rate.ofCounters() && isReset(window, 1)) {
            // What came before is not looked at, so its buckets do not matter.
            first = NativeHistogram.emptyLike(window.histogram(1));
        }
        for (int i = 1; i < window.histograms(); i++) {
            boolean looked = rate.ofCounters() || i == window.histograms() - 1;
            if (looked && window.histogram(i).hasCustomBuckets() != first.hasCustomBuckets()) {
                call.annotations().mixedSchemas(window.metricName(), call.span());
                return null;
            }
        }
        try {
            return change(window, first, rate, call)
                    .withHint(CounterResetHint.GAUGE)
                    .compact();
        } catch (IncompatibleBucketsException e) {
            call.annotations().mixedSchemas(window.metricName(), call.span());
            return null;
        }
    }

    private static NativeHistogram change(RangeWindow window, NativeHistogram first, Rate rate, RangeFunction.Call call)
            throws IncompatibleBucketsException {
        HistogramResult difference = OverTimeFunctions.lastHistogram(window).minus(first);
        if (difference.boundsDiffered()) {
            call.annotations().boundsReconciled("subtraction", call.span());
        }
        NativeHistogram change = difference.histogram();
        NativeHistogram before = first;
        boolean overlap = false;
        for (int i = 1; rate.ofCounters() && i < window.histograms(); i++) {
            overlap |= StartTimes.overlap(
                    window.histogramStart(i - 1), window.histogramTime(i - 1), window.histogramStart(i));
            if (startsAnew(window, i) || window.histogram(i).isResetAfter(before)) {
                HistogramResult sum = change.plus(before);
                if (sum.boundsDiffered()) {
                    call.annotations().boundsReconciled("addition", call.span());
                }
                change = sum.histogram();
            }
            before = window.histogram(i);
        }
        if (overlap) {
            call.annotations().startTimeOverlap(window.metricName(), call.span());
        }
        return change;
    }

    private static boolean isReset(RangeWindow window, int position) {
        return startsAnew(window, position) || window.histogram(position).isResetAfter(window.histogram(position - 1));
    }

    private static boolean startsAnew(RangeWindow window, int position) {
        return StartTimes.isReset(
                window.histogramStart(position - 1),
                window.histogramTime(position - 1),
                window.histogramStart(position),
                window.histogramTime(position));
    }

    private static void noteGauges(RangeWindow window, Rate rate, RangeFunction.Call call) {
        if (rate.ofCounters()) {
            for (int i = 0; i < window.histograms(); i++) {
                if (window.histogram(i).hint() == CounterResetHint.GAUGE) {
                    call.annotations().notACounter(window.metricName(), call.span());
                }
            }
        } else if (window.histogram(0).hint() != CounterResetHint.GAUGE
                || OverTimeFunctions.lastHistogram(window).hint() != CounterResetHint.GAUGE) {
            call.annotations().notAGauge(window.metricName(), call.span());
        }
    }
}
