package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Straight lines through the floats of a range, and smoothing. */
final class TrendFunctions {

    private TrendFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        RangeFunction.add(table, "deriv", TrendFunctions::derivative);
        RangeFunction.add(table, "double_exponential_smoothing", TrendFunctions::smoothed);
        RangeFunction.add(table, "predict_linear", TrendFunctions::predicted);
    }

    private record Line(double slope, double intercept) {}

    private static @Nullable Sample derivative(RangeWindow window, RangeFunction.Call call, int step) {
        if (!hasTwoFloats(window, call)) {
            return null;
        }
        // Any time near the samples will do, and loses no digits.
        return Sample.of(line(window, window.floatTime(0)).slope());
    }

    private static @Nullable Sample predicted(RangeWindow window, RangeFunction.Call call, int step) {
        if (!hasTwoFloats(window, call)) {
            return null;
        }
        Line line = line(window, call.time(step));
        return Sample.of(line.slope() * call.scalar(0, step) + line.intercept());
    }

    private static boolean hasTwoFloats(RangeWindow window, RangeFunction.Call call) {
        if (window.floats() > 0) {
            OverTimeFunctions.noteIgnoredHistograms(window, call);
        }
        return window.floats() > 1;
    }

    /** Least squares; x is in seconds from a time. */
    private static Line line(RangeWindow window, long origin) {
        double first = window.floatValue(0);
        boolean constant = true;
        KahanSum sumX = new KahanSum();
        KahanSum sumY = new KahanSum();
        KahanSum sumXy = new KahanSum();
        KahanSum sumXx = new KahanSum();
        int n = window.floats();
        for (int i = 0; i < n; i++) {
            double x = (window.floatTime(i) - origin) / 1000.0;
            double y = window.floatValue(i);
            constant &= y == first || i == 0;
            sumX.add(x);
            sumY.add(y);
            sumXy.add(x * y);
            sumXx.add(x * x);
        }
        if (constant) {
            return Double.isInfinite(first) ? new Line(Double.NaN, Double.NaN) : new Line(0, first);
        }
        double covariance = sumXy.value() - sumX.value() * sumY.value() / n;
        double variance = sumXx.value() - sumX.value() * sumX.value() / n;
        double slope = covariance / variance;
        return new Line(slope, sumY.value() / n - slope * sumX.value() / n);
    }

    /** After Holt: a smoothed level and a smoothed trend. */
    private static @Nullable Sample smoothed(RangeWindow window, RangeFunction.Call call, int step) {
        double smoothing = call.scalar(0, step);
        double trendFactor = call.scalar(1, step);
        requireFactor("smoothing", "sf", smoothing);
        requireFactor("trend", "tf", trendFactor);
        if (!hasTwoFloats(window, call)) {
            return null;
        }
        double before = 0;
        double level = window.floatValue(0);
        double trend = window.floatValue(1) - window.floatValue(0);
        for (int i = 1; i < window.floats(); i++) {
            if (i > 1) {
                trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
            }
            double next = smoothing * window.floatValue(i) + (1 - smoothing) * (level + trend);
            before = level;
            level = next;
        }
        return Sample.of(level);
    }

    private static void requireFactor(String name, String symbol, double value) {
        if (value <= 0 || value >= 1) {
            throw new EvaluationException(String.format(
                    Locale.ROOT, "invalid %s factor. Expected: 0 < %s < 1, got: %f", name, symbol, value));
        }
    }
}
