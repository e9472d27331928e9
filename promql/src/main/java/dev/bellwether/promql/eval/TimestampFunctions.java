package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.eval.Selectors.Content;
import dev.bellwether.promql.syntax.VectorSelector;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The time of a sample, where the argument is a selector; of anything else, the time of evaluation. */
final class TimestampFunctions {

    private TimestampFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        table.put("timestamp", TimestampFunctions::timestamp);
        table.put("start_timestamp", TimestampFunctions::startTimestamp);
    }

    private static List<Column> timestamp(FunctionCall call) {
        if (call.argument(0).unwrapped() instanceof VectorSelector selector && selector.extension() == Extension.NONE) {
            return unnamed(call, call.evaluator().selectors().instant(selector, call.steps(), Content.TIME));
        }
        List<Column> results = new ArrayList<>();
        for (Column column : call.vector(0)) {
            Column result = call.unnamed(column);
            for (int step = 0; step < column.steps(); step++) {
                if (column.has(step)) {
                    result.set(step, call.steps().time(step) / 1000.0);
                }
            }
            results.add(result);
        }
        return results;
    }

    /** Nothing unless start times are used, and the argument is a selector. */
    private static List<Column> startTimestamp(FunctionCall call) {
        if (call.evaluation().usesStartTimes() && call.argument(0).unwrapped() instanceof VectorSelector selector) {
            return unnamed(call, call.evaluator().selectors().instant(selector, call.steps(), Content.START_TIME));
        }
        return List.of();
    }

    private static List<Column> unnamed(FunctionCall call, List<Column> columns) {
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            Column result = call.unnamed(column);
            results.add(column.withLabels(result.labels(), result.dropName()));
        }
        return results;
    }
}
