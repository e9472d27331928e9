package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.ScalarFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;

/** Functions whose result is a scalar. */
final class ScalarFunctions {

    private ScalarFunctions() {}

    static void addTo(Map<String, ScalarFunction> table) {
        table.put("end", call -> constant(call, call.evaluation().query().last() / 1000.0));
        table.put("max_of", call -> combined(call, Math::max));
        table.put("min_of", call -> combined(call, Math::min));
        table.put("pi", call -> constant(call, Math.PI));
        table.put("range", call -> constant(call, call.evaluation().times().rangeMillis() / 1000.0));
        table.put("scalar", ScalarFunctions::scalar);
        table.put("start", call -> constant(call, call.evaluation().query().first() / 1000.0));
        table.put("step", call -> constant(call, call.evaluation().times().stepMillis() / 1000.0));
        table.put("time", call -> each(call, step -> call.steps().time(step) / 1000.0));
    }

    private static double[] constant(FunctionCall call, double value) {
        return each(call, step -> value);
    }

    private static double[] each(FunctionCall call, IntToDoubleFunction value) {
        double[] values = call.scalars();
        Arrays.setAll(values, value);
        return values;
    }

    private static double[] combined(FunctionCall call, DoubleBinaryOperator operation) {
        double[] a = call.scalar(0);
        double[] b = call.scalar(1);
        return each(call, step -> operation.applyAsDouble(a[step], b[step]));
    }

    /** The value of the only float; NaN if there is none, or more than one. */
    private static double[] scalar(FunctionCall call) {
        List<Column> vector = call.vector(0);
        return each(call, step -> {
            call.evaluation().worked(vector.size());
            double[] floats = vector.stream()
                    .filter(column -> column.isFloat(step))
                    .mapToDouble(column -> column.value(step))
                    .limit(2)
                    .toArray();
            return floats.length == 1 ? floats[0] : Double.NaN;
        });
    }
}
