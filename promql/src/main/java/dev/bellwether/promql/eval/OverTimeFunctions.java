package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.histogram.HistogramSum;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Aggregations of the samples of a range. */
final class OverTimeFunctions {

    private OverTimeFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        RangeFunction.add(table, "avg_over_time", OverTimeFunctions::mean);
        RangeFunction.add(table, "count_over_time", (window, call, step) -> Sample.of(window.size()));
        RangeFunction.addKeepingName(table, "first_over_time", (window, call, step) -> first(window));
        RangeFunction.addKeepingName(table, "last_over_time", (window, call, step) -> last(window));
        addOfFloats(table, "mad_over_time", OverTimeFunctions::medianDeviation);
        addOfFloats(table, "max_over_time", window -> window.floatValue(best(window, (a, b) -> a > b)));
        addOfFloats(table, "min_over_time", window -> window.floatValue(best(window, (a, b) -> a < b)));
        RangeFunction.add(table, "present_over_time", (window, call, step) -> Sample.of(1));
        RangeFunction.add(table, "quantile_over_time", OverTimeFunctions::quantile);
        addOfFloats(table, "stddev_over_time", window -> Math.sqrt(variance(window)));
        addOfFloats(table, "stdvar_over_time", OverTimeFunctions::variance);
        RangeFunction.add(table, "sum_over_time", OverTimeFunctions::sum);
        RangeFunction.add(table, "ts_of_first_over_time", (window, call, step) -> Sample.of(firstTime(window)));
        RangeFunction.add(table, "ts_of_last_over_time", (window, call, step) -> Sample.of(lastTime(window)));
        addOfFloats(table, "ts_of_max_over_time", window -> seconds(window.floatTime(best(window, (a, b) -> a >= b))));
        addOfFloats(table, "ts_of_min_over_time", window -> seconds(window.floatTime(best(window, (a, b) -> a <= b))));
    }

    /** Histograms are ignored, and said to be where there are floats too. */
    private static void addOfFloats(
            Map<String, VectorFunction> table, String name, ToDoubleFunction<RangeWindow> function) {
        RangeFunction.add(table, name, (window, call, step) -> {
            if (window.floats() == 0) {
                return null;
            }
            noteIgnoredHistograms(window, call);
            return Sample.of(function.applyAsDouble(window));
        });
    }

    static void noteIgnoredHistograms(RangeWindow window, RangeFunction.Call call) {
        if (window.histograms() > 0) {
            call.annotations().histogramIgnoredInRange(window.metricName(), call.span());
        }
    }

    private static @Nullable Sample mean(RangeWindow window, RangeFunction.Call call, int step) {
        if (window.histograms() > 0) {
            return ofHistograms(window, call, true);
        }
        FloatMean mean = new FloatMean(window.floatValue(0));
        for (int i = 1; i < window.floats(); i++) {
            mean.add(window.floatValue(i));
        }
        return Sample.of(mean.value());
    }

    private static @Nullable Sample sum(RangeWindow window, RangeFunction.Call call, int step) {
        if (window.histograms() > 0) {
            return ofHistograms(window, call, false);
        }
        KahanSum sum = new KahanSum();
        for (int i = 0; i < window.floats(); i++) {
            sum.add(window.floatValue(i));
        }
        return Sample.of(sum.value());
    }

    private static @Nullable Sample ofHistograms(RangeWindow window, RangeFunction.Call call, boolean mean) {
        if (window.isMixed()) {
            call.annotations().mixedFloatsAndHistograms(window.metricName(), call.span());
            return null;
        }
        HistogramSum sum = new HistogramSum(window.histogram(0));
        try {
            for (int i = 1; i < window.histograms(); i++) {
                if (mean) {
                    sum.addToMean(window.histogram(i));
                } else {
                    sum.add(window.histogram(i));
                }
            }
        } catch (IncompatibleBucketsException e) {
            call.annotations().mixedSchemas(window.metricName(), call.span());
            return null;
        }
        if (sum.resetsCollide()) {
            call.annotations().resetsCollide("aggregation", call.span());
        }
        if (sum.boundsDiffered()) {
            call.annotations().boundsReconciled("aggregation", call.span());
        }
        return Sample.of(mean ? sum.mean() : sum.sum());
    }

    private static Sample first(RangeWindow window) {
        boolean isFloat =
                window.histograms() == 0 || window.floats() > 0 && window.floatTime(0) < window.histogramTime(0);
        return isFloat ? Sample.of(window.floatValue(0)) : Sample.of(window.histogram(0));
    }

    private static Sample last(RangeWindow window) {
        int lastFloat = window.floats() - 1;
        int lastHistogram = window.histograms() - 1;
        boolean isFloat = lastHistogram < 0
                || lastFloat >= 0 && window.floatTime(lastFloat) > window.histogramTime(lastHistogram);
        return isFloat ? Sample.of(window.floatValue(lastFloat)) : Sample.of(window.histogram(lastHistogram));
    }

    private static double firstTime(RangeWindow window) {
        return seconds(Math.min(
                window.floats() > 0 ? window.floatTime(0) : Long.MAX_VALUE,
                window.histograms() > 0 ? window.histogramTime(0) : Long.MAX_VALUE));
    }

    private static double lastTime(RangeWindow window) {
        return seconds(Math.max(
                window.floats() > 0 ? window.floatTime(window.floats() - 1) : Long.MIN_VALUE,
                window.histograms() > 0 ? window.histogramTime(window.histograms() - 1) : Long.MIN_VALUE));
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    private interface Better {
        boolean than(double candidate, double best);
    }

    /** Position of the best float; a NaN gives way to any other. */
    private static int best(RangeWindow window, Better better) {
        int best = 0;
        for (int i = 0; i < window.floats(); i++) {
            double value = window.floatValue(best);
            if (better.than(window.floatValue(i), value) || Double.isNaN(value)) {
                best = i;
            }
        }
        return best;
    }

    private static @Nullable Sample quantile(RangeWindow window, RangeFunction.Call call, int step) {
        if (window.floats() == 0) {
            return null;
        }
        double share = call.scalar(0, step);
        if (Double.isNaN(share) || share < 0 || share > 1) {
            call.annotations().invalidQuantile(share, call.span());
        }
        noteIgnoredHistograms(window, call);
        return Sample.of(Floats.quantile(share, window.floatValues()));
    }

    private static double medianDeviation(RangeWindow window) {
        double[] values = window.floatValues();
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        double median = Floats.quantile(0.5, values);
        return Floats.quantile(
                0.5,
                Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
    }

    /** After Welford, compensated. */
    private static double variance(RangeWindow window) {
        KahanSum mean = new KahanSum();
        KahanSum squares = new KahanSum();
        for (int i = 0; i < window.floats(); i++) {
            double delta = window.floatValue(i) - mean.value();
            mean.add(delta / (i + 1));
            squares.add(delta * (window.floatValue(i) - mean.value()));
        }
        return squares.value() / window.floats();
    }

    /** The histograms of a window, for functions that look at pairs of them. */
    static NativeHistogram lastHistogram(RangeWindow window) {
        return window.histogram(window.histograms() - 1);
    }
}
