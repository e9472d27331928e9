package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Orders of series. They show in instant queries only: the series of a range query are ordered by labels. */
final class SortFunctions {

    private SortFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        table.put("sort", call -> byValue(call, (a, b) -> Double.compare(a, b)));
        table.put("sort_desc", call -> byValue(call, (a, b) -> Double.compare(b, a)));
        table.put("sort_by_label", call -> byLabel(call, 1));
        table.put("sort_by_label_desc", call -> byLabel(call, -1));
    }

    /** NaN last; histograms are dropped. */
    private static List<Column> byValue(FunctionCall call, Comparator<Double> order) {
        warnOfRangeQuery(call);
        List<Column> floats = new ArrayList<>();
        for (Column column : call.vector(0)) {
            Column kept = call.column(column.labels(), column.dropName());
            for (int step = 0; step < column.steps(); step++) {
                if (column.isFloat(step)) {
                    kept.copy(step, column);
                }
            }
            floats.add(kept);
        }
        Comparator<Column> nanLast = Comparator.comparing(column -> Double.isNaN(column.value(0)));
        floats.sort(nanLast.thenComparing(column -> column.value(0), order));
        return floats;
    }

    private static List<Column> byLabel(FunctionCall call, int direction) {
        warnOfRangeQuery(call);
        List<String> names = new ArrayList<>();
        for (int i = 1; i < call.arguments(); i++) {
            names.add(call.text(i));
        }
        List<Column> columns = new ArrayList<>(call.vector(0));
        columns.sort((a, b) -> {
            for (String name : names) {
                int order =
                        NaturalOrder.compare(a.labels().get(name), b.labels().get(name));
                if (order != 0) {
                    return direction * order;
                }
            }
            return direction * a.labels().compareTo(b.labels());
        });
        return columns;
    }

    private static void warnOfRangeQuery(FunctionCall call) {
        if (call.evaluation().isRangeQuery()) {
            call.annotations().sortInRangeQuery(call.expression().span());
        }
    }
}
