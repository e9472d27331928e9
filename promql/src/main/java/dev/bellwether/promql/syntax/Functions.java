package dev.bellwether.promql.syntax;

import static dev.bellwether.promql.syntax.ValueType.MATRIX;
import static dev.bellwether.promql.syntax.ValueType.SCALAR;
import static dev.bellwether.promql.syntax.ValueType.STRING;
import static dev.bellwether.promql.syntax.ValueType.VECTOR;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All functions of the language, by name. */
public final class Functions {

    private static final Map<String, FunctionSignature> ALL = new Table()
            .vectorToVector("abs", "absent", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh")
            .vectorToVector("deg", "exp", "floor", "histogram_avg", "histogram_count", "histogram_stddev")
            .vectorToVector("histogram_stdvar", "histogram_sum", "ln", "log10", "log2", "rad", "sgn", "sin", "sinh")
            .vectorToVector("sort", "sort_desc", "sqrt", "tan", "tanh", "timestamp")
            .matrixToVector("absent_over_time", "avg_over_time", "changes", "count_over_time", "delta", "deriv")
            .matrixToVector("idelta", "increase", "irate", "last_over_time", "max_over_time", "min_over_time")
            .matrixToVector("present_over_time", "rate", "resets", "stddev_over_time", "stdvar_over_time")
            .matrixToVector("sum_over_time")
            .timeOfVector("day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month")
            .timeOfVector("year")
            .with("clamp", VECTOR, VECTOR, SCALAR, SCALAR)
            .with("clamp_max", VECTOR, VECTOR, SCALAR)
            .with("clamp_min", VECTOR, VECTOR, SCALAR)
            .with("histogram_fraction", VECTOR, SCALAR, SCALAR, VECTOR)
            .with("histogram_quantile", VECTOR, SCALAR, VECTOR)
            .with("label_replace", VECTOR, VECTOR, STRING, STRING, STRING, STRING)
            .with("pi", SCALAR)
            .with("predict_linear", VECTOR, MATRIX, SCALAR)
            .with("quantile_over_time", VECTOR, SCALAR, MATRIX)
            .with("scalar", SCALAR, VECTOR)
            .with("time", SCALAR)
            .with("vector", VECTOR, SCALAR)
            .variadic("label_join", -1, VECTOR, VECTOR, STRING, STRING, STRING)
            .variadic("round", 1, VECTOR, VECTOR, SCALAR)
            .experimental("double_exponential_smoothing", 0, VECTOR, MATRIX, SCALAR, SCALAR)
            .experimental("end", 0, SCALAR)
            .experimental("first_over_time", 0, VECTOR, MATRIX)
            .experimental("histogram_quantiles", 9, VECTOR, VECTOR, STRING, SCALAR, SCALAR)
            .experimental("info", 1, VECTOR, VECTOR, VECTOR)
            .experimental("mad_over_time", 0, VECTOR, MATRIX)
            .experimental("max_of", 0, SCALAR, SCALAR, SCALAR)
            .experimental("min_of", 0, SCALAR, SCALAR, SCALAR)
            .experimental("range", 0, SCALAR)
            .experimental("sort_by_label", -1, VECTOR, VECTOR, STRING)
            .experimental("sort_by_label_desc", -1, VECTOR, VECTOR, STRING)
            .experimental("start", 0, SCALAR)
            .experimental("start_timestamp", 0, VECTOR, VECTOR)
            .experimental("step", 0, SCALAR)
            .experimental("ts_of_first_over_time", 0, VECTOR, MATRIX)
            .experimental("ts_of_last_over_time", 0, VECTOR, MATRIX)
            .experimental("ts_of_max_over_time", 0, VECTOR, MATRIX)
            .experimental("ts_of_min_over_time", 0, VECTOR, MATRIX)
            .build();

    private Functions() {}

    /** The function of this name; names are written in lower case. */
    public static Optional<FunctionSignature> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** All functions, by name; cannot be changed. */
    public static Collection<FunctionSignature> all() {
        return ALL.values();
    }

    private static final class Table {

        private final Map<String, FunctionSignature> functions = new TreeMap<>();

        Table vectorToVector(String... names) {
            for (String name : names) {
                with(name, VECTOR, VECTOR);
            }
            return this;
        }

        Table matrixToVector(String... names) {
            for (String name : names) {
                with(name, VECTOR, MATRIX);
            }
            return this;
        }

        Table timeOfVector(String... names) {
            for (String name : names) {
                variadic(name, 1, VECTOR, VECTOR);
            }
            return this;
        }

        Table with(String name, ValueType result, ValueType... arguments) {
            return variadic(name, 0, result, arguments);
        }

        Table variadic(String name, int variadic, ValueType result, ValueType... arguments) {
            return add(new FunctionSignature(name, List.of(arguments), variadic, result, false));
        }

        Table experimental(String name, int variadic, ValueType result, ValueType... arguments) {
            return add(new FunctionSignature(name, List.of(arguments), variadic, result, true));
        }

        private Table add(FunctionSignature function) {
            if (functions.put(function.name(), function) != null) {
                throw new IllegalStateException(function.name() + " is there twice");
            }
            return this;
        }

        Map<String, FunctionSignature> build() {
            return Collections.unmodifiableMap(functions);
        }
    }
}
