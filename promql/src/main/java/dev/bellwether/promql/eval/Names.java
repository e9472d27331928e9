package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of the name of a metric where a function makes something else of it. */
final class Names {

    private Names() {}

    /** Names that have lost their meaning go, and series that are the same then become one. */
    static List<Column> removed(List<Column> columns, Evaluation evaluation) {
        List<Column> unnamed = new ArrayList<>(columns.size());
        for (Column column : columns) {
            unnamed.add(column.dropName() ? column.withLabels(column.labels().dropMetadata(), false) : column);
        }
        return merged(unnamed, evaluation);
    }

    /**
     * Series with the same labels become one.
     *
     * @throws EvaluationException if two of them have a sample at the same time
     */
    static List<Column> merged(List<Column> columns, Evaluation evaluation) {
        Map<Labels, Column> byLabels = new LinkedHashMap<>();
        for (Column column : columns) {
            evaluation.worked(1);
            if (!column.isEmpty()) {
                byLabels.merge(column.labels(), column, (a, b) -> union(a, b, evaluation));
            }
        }
        return new ArrayList<>(byLabels.values());
    }

    private static Column union(Column a, Column b, Evaluation evaluation) {
        if (a.sharesAStepWith(b)) {
            throw new EvaluationException("vector cannot contain metrics with the same labelset");
        }
        Column union = evaluation.column(a.labels(), a.dropName() || b.dropName(), a.steps());
        for (int i = 0; i < a.steps(); i++) {
            if (a.has(i)) {
                union.copy(i, a);
            } else if (b.has(i)) {
                union.copy(i, b);
            }
        }
        return union;
    }
}
