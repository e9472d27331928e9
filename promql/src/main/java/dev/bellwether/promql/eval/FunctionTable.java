package dev.bellwether.promql.eval;

import dev.bellwether.promql.syntax.Functions;
import dev.bellwether.promql.syntax.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How each function of {@link Functions} is evaluated. */
final class FunctionTable {

    /** A function whose result is a scalar at each step. */
    interface ScalarFunction {
        double[] apply(FunctionCall call);
    }

    /** A function whose result is an instant vector. */
    interface VectorFunction {
        List<Column> apply(FunctionCall call);
    }

    private static final Map<String, ScalarFunction> SCALARS = new HashMap<>();
    private static final Map<String, VectorFunction> VECTORS = new HashMap<>();

    static {
        ScalarFunctions.addTo(SCALARS);
        MathFunctions.addTo(VECTORS);
        CalendarFunctions.addTo(VECTORS);
        TimestampFunctions.addTo(VECTORS);
        AbsentFunctions.addTo(VECTORS);
        LabelFunctions.addTo(VECTORS);
        SortFunctions.addTo(VECTORS);
        HistogramFunctions.addTo(VECTORS);
        OverTimeFunctions.addTo(VECTORS);
        CounterFunctions.addTo(VECTORS);
        TrendFunctions.addTo(VECTORS);
        VECTORS.put("info", InfoFunction::apply);
    }

    private FunctionTable() {}

    static double[] scalar(FunctionCall call) {
        return known(SCALARS, call).apply(call);
    }

    static List<Column> vector(FunctionCall call) {
        return call.evaluator().withUniqueNames(known(VECTORS, call).apply(call));
    }

    private static <F> F known(Map<String, F> functions, FunctionCall call) {
        F function = functions.get(call.name());
        if (function == null) {
            throw new IllegalStateException(call.name() + " cannot be evaluated");
        }
        return function;
    }

    /** Names of all functions of a result type that can be evaluated. */
    static Set<String> names(ValueType result) {
        return result == ValueType.SCALAR ? SCALARS.keySet() : VECTORS.keySet();
    }
}
