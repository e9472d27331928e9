package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.LabelNames;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.AggregateExpr;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.text.GoStrings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Aggregations: one series for each group of series, or for each value; or those series of a group that are chosen. */
final class Aggregations {

    private final Evaluator evaluator;
    private final Evaluation evaluation;
    private final AggregateExpr aggregate;
    private final Steps steps;

    /** Labels by which series are grouped, or which are left out of it. */
    private final Set<String> names;

    Aggregations(Evaluator evaluator, AggregateExpr aggregate, Steps steps) {
        this.evaluator = evaluator;
        this.evaluation = evaluator.evaluation();
        this.aggregate = aggregate;
        this.steps = steps;
        this.names = new HashSet<>(aggregate.grouping().labels());
        if (aggregate.grouping().without()) {
            names.add(Labels.METRIC_NAME);
        }
    }

    List<Column> evaluate() {
        if (aggregate.aggregation().selects()) {
            double[] parameter = evaluator.scalar(aggregate.parameter().orElseThrow(), steps);
            Map<Labels, List<Column>> groups = groups(input());
            return new Selection(evaluation, aggregate, parameter).select(groups.values());
        }
        return switch (aggregate.aggregation()) {
            case COUNT_VALUES -> countValues();
            case QUANTILE -> quantile();
            case AVG, COUNT, GROUP, MAX, MIN, STDDEV, STDVAR, SUM -> grouped(step -> 0);
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO ->
                throw new IllegalStateException(aggregate.aggregation() + " selects");
        };
    }

    private List<Column> input() {
        return evaluator.vector(aggregate.operand(), steps);
    }

    private Map<Labels, List<Column>> groups(List<Column> columns) {
        Map<Labels, List<Column>> groups = new LinkedHashMap<>();
        for (Column column : columns) {
            evaluation.worked(1);
            groups.computeIfAbsent(groupLabels(column.labels()), labels -> new ArrayList<>())
                    .add(column);
        }
        return groups;
    }

    private Labels groupLabels(Labels labels) {
        if (aggregate.grouping().without()) {
            return labels.drop(names);
        }
        return names.isEmpty() ? Labels.EMPTY : labels.keep(names);
    }

    private List<Column> quantile() {
        double[] shares = evaluator.scalar(aggregate.parameter().orElseThrow(), steps);
        for (double share : shares) {
            if (Double.isNaN(share) || share < 0 || share > 1) {
                evaluation
                        .annotations()
                        .invalidQuantile(
                                share, aggregate.parameter().orElseThrow().span());
            }
        }
        return grouped(step -> shares[step]);
    }

    private interface Parameter {
        double at(int step);
    }

    private List<Column> grouped(Parameter parameter) {
        List<Column> results = new ArrayList<>();
        groups(input()).forEach((labels, members) -> {
            boolean dropName = members.stream().anyMatch(Column::dropName);
            Column result = evaluation.column(labels, dropName, steps.count());
            for (int step = 0; step < steps.count(); step++) {
                Sample sample = group(members, step, parameter);
                if (sample != null) {
                    result.set(step, sample);
                }
            }
            results.add(result);
        });
        return results;
    }

    private @Nullable Sample group(List<Column> members, int step, Parameter parameter) {
        GroupAccumulator accumulator = null;
        evaluation.worked(members.size());
        for (Column member : members) {
            if (member.has(step)) {
                NativeHistogram histogram = member.histogram(step);
                if (accumulator == null) {
                    accumulator = new GroupAccumulator(evaluation, aggregate);
                }
                accumulator.add(member.value(step), histogram, member.labels());
            }
        }
        return accumulator == null ? null : accumulator.result(parameter.at(step));
    }

    private List<Column> countValues() {
        String label = Evaluator.text(aggregate.parameter().orElseThrow());
        if (!LabelNames.isValid(label)) {
            throw new EvaluationException("invalid label name " + GoStrings.quote(label));
        }
        Map<Labels, Column> results = new LinkedHashMap<>();
        for (Column column : input()) {
            evaluation.worked(steps.count());
            Labels group = groupLabels(column.labels());
            for (int step = 0; step < steps.count(); step++) {
                if (column.has(step)) {
                    NativeHistogram histogram = column.histogram(step);
                    String value = histogram == null ? GoFloats.plain(column.value(step)) : histogram.toString();
                    Column result = results.computeIfAbsent(
                            group.with(label, value), labels -> evaluation.column(labels, false, steps.count()));
                    result.set(step, result.value(step) + 1);
                }
            }
        }
        return new ArrayList<>(results.values());
    }
}
