package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.HistogramResult;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate}, {@code increase} and {@code delta}: the change over a range, extrapolated to its borders.
 *
 * <p>Where the first or last sample is no further from the border than 1.1 times the mean distance of samples, the change is extrapolated
 * to the border, otherwise by half the mean distance. A counter is not extrapolated to before it was 0. Where it is known when a counter
 * started, and that was within the range, it is taken to have been 0 then.
 *
 * @param ofCounters whether a decrease is a counter that started anew
 * @param perSecond whether the change is divided by the length of the range
 */
record Rate(boolean ofCounters, boolean perSecond) implements RangeFunction {

    private static final double THRESHOLD = 1.1;

    @Override
    public @Nullable Sample apply(RangeWindow window, Call call, int step) {
        if (window.isMixed()) {
            call.annotations().mixedFloatsAndHistograms(window.metricName(), call.span());
            return null;
        }
        if (call.extension() != Extension.NONE) {
            return ExtendedRate.apply(this, window, call);
        }
        return window.floats() > 0 ? ofFloats(window, call) : ofHistograms(window, call);
    }

    double rangeSeconds(RangeWindow window) {
        return (window.rangeEnd() - window.rangeStart()) / 1000.0;
    }

    private @Nullable Sample ofFloats(RangeWindow window, Call call) {
        int last = window.floats() - 1;
        double first = window.floatValue(0);
        double change = window.floatValue(last) - first;
        boolean overlap = false;
        for (int i = 1; ofCounters && i <= last; i++) {
            double before = window.floatValue(i - 1);
            overlap |= StartTimes.overlap(window.floatStart(i - 1), window.floatTime(i - 1), window.floatStart(i));
            if (window.floatValue(i) < before
                    || StartTimes.isReset(
                            window.floatStart(i - 1),
                            window.floatTime(i - 1),
                            window.floatStart(i),
                            window.floatTime(i))) {
                change += before;
            }
        }
        if (overlap) {
            call.annotations().startTimeOverlap(window.metricName(), call.span());
        }
        Extrapolation times =
                new Extrapolation(window.floatTime(0), window.floatTime(last), last, window.floatStart(0));
        if (times.startsWithin(window)) {
            return Sample.of((change + first) * times.factor(window, 0));
        }
        return last == 0 ? null : Sample.of(change * times.factor(window, times.toStart(window, first, change)));
    }

    private @Nullable Sample ofHistograms(RangeWindow window, Call call) {
        int last = window.histograms() - 1;
        NativeHistogram first = window.histogram(0);
        NativeHistogram change = null;
        if (last > 0) {
            change = HistogramChange.of(window, this, call);
            if (change == null) {
                return null;
            }
        }
        Extrapolation times =
                new Extrapolation(window.histogramTime(0), window.histogramTime(last), last, window.histogramStart(0));
        if (times.startsWithin(window)) {
            NativeHistogram fromZero = change == null ? first : sum(change, first, window, call);
            return fromZero == null ? null : Sample.of(fromZero.times(times.factor(window, 0)));
        }
        if (change == null) {
            return null;
        }
        double toStart = times.toStart(window, first.count(), change.count());
        return Sample.of(change.times(times.factor(window, toStart)));
    }

    static @Nullable NativeHistogram sum(NativeHistogram a, NativeHistogram b, RangeWindow window, Call call) {
        try {
            HistogramResult sum = a.plus(b);
            if (sum.boundsDiffered()) {
                call.annotations().boundsReconciled("addition", call.span());
            }
            return sum.histogram();
        } catch (IncompatibleBucketsException e) {
            call.annotations().mixedSchemas(window.metricName(), call.span());
            return null;
        }
    }

    /** How far the samples of a range reach, and so how far to extrapolate. */
    private final class Extrapolation {

        private final long first;
        private final long last;
        private final int distances;
        private final long startTime;

        Extrapolation(long first, long last, int distances, long startTime) {
            this.first = first;
            this.last = last;
            this.distances = distances;
            this.startTime = startTime;
        }

        /** Whether the counter started at 0 within the range. */
        boolean startsWithin(RangeWindow window) {
            return ofCounters && startTime != 0 && startTime > window.rangeStart() && startTime < first;
        }

        private double meanDistance() {
            return distances == 0 ? 0 : (last - first) / 1000.0 / distances;
        }

        /** Seconds to extrapolate to the left. */
        double toStart(RangeWindow window, double firstValue, double change) {
            double toStart = (first - window.rangeStart()) / 1000.0;
            if (toStart >= meanDistance() * THRESHOLD) {
                toStart = meanDistance() / 2;
            }
            if (ofCounters && change > 0 && firstValue >= 0) {
                double toZero = (last - first) / 1000.0 * (firstValue / change);
                return Math.min(toStart, toZero);
            }
            return toStart;
        }

        /** What the change is multiplied by. */
        double factor(RangeWindow window, double toStart) {
            long from = startsWithin(window) ? startTime : first;
            double sampled = (last - from) / 1000.0;
            double toEnd = (window.rangeEnd() - last) / 1000.0;
            if (toEnd >= meanDistance() * THRESHOLD) {
                toEnd = meanDistance() / 2;
            }
            double factor = sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
            return perSecond ? factor / rangeSeconds(window) : factor;
        }
    }
}
