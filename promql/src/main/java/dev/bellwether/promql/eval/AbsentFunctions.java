package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.MatrixSelector;
import dev.bellwether.promql.syntax.VectorSelector;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** 1 where there is nothing, with the labels that a selector asks for by {@code =}. */
final class AbsentFunctions {

    private AbsentFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        table.put("absent", AbsentFunctions::absent);
        table.put("absent_over_time", AbsentFunctions::absentOverTime);
    }

    private static List<Column> absent(FunctionCall call) {
        BitSet present = new BitSet();
        for (Column column : call.vector(0)) {
            call.evaluation().worked(column.steps());
            for (int step = 0; step < column.steps(); step++) {
                if (column.has(step)) {
                    present.set(step);
                }
            }
        }
        return absent(call, present);
    }

    private static List<Column> absentOverTime(FunctionCall call) {
        BitSet present = new BitSet();
        for (RangeSeries series :
                call.evaluator().ranges().series(call.argument(0).unwrapped(), call.steps())) {
            call.evaluation().worked(call.steps().count());
            for (int step = 0; step < call.steps().count(); step++) {
                if (!series.window(step).isEmpty()) {
                    present.set(step);
                }
            }
        }
        return absent(call, present);
    }

    private static List<Column> absent(FunctionCall call, BitSet present) {
        Column absent = call.column(labels(call.argument(0).unwrapped()), false);
        for (int step = 0; step < absent.steps(); step++) {
            if (!present.get(step)) {
                absent.set(step, 1);
            }
        }
        return List.of(absent);
    }

    /** What is asked for by anything but one {@code =} is not known of what is absent. */
    private static Labels labels(Expr argument) {
        List<LabelMatcher> matchers;
        if (argument instanceof VectorSelector selector) {
            matchers = selector.matchers();
        } else if (argument instanceof MatrixSelector matrix) {
            matchers = matrix.selector().matchers();
        } else {
            return Labels.EMPTY;
        }
        Map<String, String> labels = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (LabelMatcher matcher : matchers) {
            if (matcher.name().equals(Labels.METRIC_NAME)) {
                continue;
            }
            if (matcher.type() == LabelMatcher.Type.EQUAL && seen.add(matcher.name())) {
                labels.put(matcher.name(), matcher.value());
            } else {
                labels.remove(matcher.name());
            }
        }
        return Labels.of(labels);
    }
}
