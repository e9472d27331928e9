package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Functions of each float by itself. Histograms are dropped. */
final class MathFunctions {

    private MathFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        add(table, "abs", Math::abs);
        add(table, "acos", Math::acos);
        add(table, "acosh", v -> Math.log(v + Math.sqrt(v - 1) * Math.sqrt(v + 1)));
        add(table, "asin", Math::asin);
        add(table, "asinh", MathFunctions::asinh);
        add(table, "atan", Math::atan);
        add(table, "atanh", v -> 0.5 * Math.log1p(2 * v / (1 - v)));
        add(table, "ceil", Math::ceil);
        add(table, "cos", Math::cos);
        add(table, "cosh", Math::cosh);
        add(table, "deg", v -> v * 180 / Math.PI);
        add(table, "exp", Math::exp);
        add(table, "floor", Math::floor);
        add(table, "ln", Math::log);
        add(table, "log10", Math::log10);
        add(table, "log2", MathFunctions::log2);
        add(table, "rad", v -> v * Math.PI / 180);
        add(table, "sgn", v -> v < 0 ? -1 : v > 0 ? 1 : v);
        add(table, "sin", Math::sin);
        add(table, "sinh", Math::sinh);
        add(table, "sqrt", Math::sqrt);
        add(table, "tan", Math::tan);
        add(table, "tanh", Math::tanh);
        table.put("clamp", call -> clamp(call, call.scalar(1), call.scalar(2)));
        table.put("clamp_max", call -> clamp(call, all(call, Double.NEGATIVE_INFINITY), call.scalar(1)));
        table.put("clamp_min", call -> clamp(call, call.scalar(1), all(call, Double.POSITIVE_INFINITY)));
        table.put("round", MathFunctions::round);
        table.put("vector", MathFunctions::vector);
    }

    private static void add(Map<String, VectorFunction> table, String name, DoubleUnaryOperator function) {
        table.put(name, call -> map(call, (value, step) -> function.applyAsDouble(value)));
    }

    interface FloatFunction {
        double apply(double value, int step);
    }

    static List<Column> map(FunctionCall call, FloatFunction function) {
        List<Column> results = new ArrayList<>();
        for (Column column : call.vector(0)) {
            Column result = call.unnamed(column);
            for (int step = 0; step < column.steps(); step++) {
                if (column.isFloat(step)) {
                    result.set(step, function.apply(column.value(step), step));
                }
            }
            results.add(result);
        }
        return results;
    }

    private static double asinh(double value) {
        double size = Math.abs(value);
        if (Double.isInfinite(size) || size == 0) {
            return value;
        }
        double result = size < 1e8
                ? Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)))
                : Math.log(2) + Math.log(size);
        return Math.copySign(result, value);
    }

    /** Exact for powers of two. */
    private static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value) || value < Double.MIN_NORMAL) {
            return Math.log(value) / Math.log(2);
        }
        int exponent = Math.getExponent(value);
        return exponent + Math.log(Math.scalb(value, -exponent)) / Math.log(2);
    }

    private static double[] all(FunctionCall call, double value) {
        double[] values = call.scalars();
        Arrays.fill(values, value);
        return values;
    }

    private static List<Column> clamp(FunctionCall call, double[] least, double[] most) {
        List<Column> results = new ArrayList<>();
        for (Column column : call.vector(0)) {
            Column result = call.unnamed(column);
            for (int step = 0; step < column.steps(); step++) {
                if (column.isFloat(step) && !(most[step] < least[step])) {
                    result.set(step, Math.max(least[step], Math.min(most[step], column.value(step))));
                }
            }
            results.add(result);
        }
        return results;
    }

    /** To the nearest multiple, ties up. */
    private static List<Column> round(FunctionCall call) {
        double[] nearest = call.arguments() > 1 ? call.scalar(1) : all(call, 1);
        return map(call, (value, step) -> {
            double inverse = 1 / nearest[step];
            return Math.floor(value * inverse + 0.5) / inverse;
        });
    }

    private static List<Column> vector(FunctionCall call) {
        double[] values = call.scalar(0);
        Column column = call.column(Labels.EMPTY, false);
        for (int step = 0; step < values.length; step++) {
            column.set(step, values[step]);
        }
        return List.of(column);
    }
}
