package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.BinaryExpr;
import dev.bellwether.promql.syntax.BinaryOperator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code and}, {@code or}, {@code unless}: a sample stays or goes, and is never changed. */
final class SetOperations {

    private final BinaryOperator operator;
    private final Signatures signatures;
    private final Evaluation evaluation;

    SetOperations(BinaryExpr binary, Evaluation evaluation) {
        this.operator = binary.operator();
        this.signatures = new Signatures(binary.matching());
        this.evaluation = evaluation;
    }

    List<Column> evaluate(List<Column> left, List<Column> right, Steps steps) {
        if (operator == BinaryOperator.OR) {
            List<Column> all = new ArrayList<>(left);
            all.addAll(filtered(right, presence(left, steps), false));
            return all;
        }
        return filtered(left, presence(right, steps), operator == BinaryOperator.AND);
    }

    private Map<Labels, BitSet> presence(List<Column> columns, Steps steps) {
        Map<Labels, BitSet> present = new HashMap<>();
        for (Column column : columns) {
            evaluation.worked(steps.count());
            BitSet at = present.computeIfAbsent(signatures.of(column.labels()), labels -> new BitSet(steps.count()));
            for (int i = 0; i < steps.count(); i++) {
                if (column.has(i)) {
                    at.set(i);
                }
            }
        }
        return present;
    }

    private List<Column> filtered(List<Column> columns, Map<Labels, BitSet> present, boolean keepsPresent) {
        List<Column> result = new ArrayList<>(columns.size());
        for (Column column : columns) {
            BitSet at = present.getOrDefault(signatures.of(column.labels()), new BitSet());
            Column kept = evaluation.column(column.labels(), column.dropName(), column.steps());
            for (int i = 0; i < column.steps(); i++) {
                if (column.has(i) && at.get(i) == keepsPresent) {
                    kept.copy(i, column);
                }
            }
            result.add(kept);
        }
        return result;
    }
}
