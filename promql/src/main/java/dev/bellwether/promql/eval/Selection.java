package dev.bellwether.promql.eval;

import dev.bellwether.promql.syntax.AggregateExpr;
import dev.bellwether.promql.syntax.Aggregation;
import dev.bellwether.promql.syntax.Span;
import dev.bellwether.promql.text.GoFloats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Aggregations that choose series of a group and leave them as they are. */
final class Selection {

    /** How many hashes there are. */
    private static final double HASHES = 0x1p64;

    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final double[] parameters;
    private final Span operandSpan;
    private final Span parameterSpan;
    private final Map<Column, Column> chosen = new IdentityHashMap<>();
    private final List<Column> order = new ArrayList<>();

    Selection(Evaluation evaluation, AggregateExpr aggregate, double[] parameters) {
        this.evaluation = evaluation;
        this.aggregation = aggregate.aggregation();
        this.parameters = parameters;
        this.operandSpan = aggregate.operand().span();
        this.parameterSpan = aggregate.parameter().orElseThrow().span();
    }

    List<Column> select(Collection<List<Column>> groups) {
        checkParameters();
        for (int step = 0; step < parameters.length; step++) {
            for (List<Column> group : groups) {
                select(group, step);
            }
        }
        return order.stream().map(chosen::get).toList();
    }

    private void checkParameters() {
        boolean ratio = aggregation == Aggregation.LIMIT_RATIO;
        for (double parameter : parameters) {
            if (Double.isNaN(parameter)) {
                throw new EvaluationException(ratio ? "Ratio value is NaN" : "Parameter value is NaN");
            }
            if (ratio) {
                if (Math.abs(parameter) > 1) {
                    evaluation.annotations().invalidRatio(parameter, Math.signum(parameter), parameterSpan);
                }
            } else if (parameter >= 0x1p63) {
                throw new EvaluationException("Scalar value " + GoFloats.print(parameter) + " overflows int64");
            } else if (parameter <= -0x1p63) {
                throw new EvaluationException("Scalar value " + GoFloats.print(parameter) + " underflows int64");
            }
        }
    }

    private void select(List<Column> group, int step) {
        evaluation.worked(group.size());
        double parameter = parameters[step];
        long most = Math.max(0, (long) parameter);
        switch (aggregation) {
            case LIMITK ->
                group.stream().filter(column -> column.has(step)).limit(most).forEach(column -> choose(column, step));
            case LIMIT_RATIO ->
                group.stream()
                        .filter(column -> column.has(step) && hashIsWithin(column, parameter))
                        .forEach(column -> choose(column, step));
            case TOPK, BOTTOMK -> best(group, step, most).forEach(column -> choose(column, step));
            case AVG, COUNT, COUNT_VALUES, GROUP, MAX, MIN, QUANTILE, STDDEV, STDVAR, SUM ->
                throw new IllegalStateException(aggregation + " selects nothing");
        }
    }

    /**
     * A series and its value.
     *
     * @param position in its group: of equal values the first ones are the better ones
     */
    private record Ranked(Column column, double value, int position) {}

    /** The best floats, the best one first. Only so many are held at a time, the worst of them on top of the heap. */
    private List<Column> best(List<Column> group, int step, long most) {
        if (most == 0) {
            return List.of();
        }
        Comparator<Ranked> bestFirst = bestFirst();
        PriorityQueue<Ranked> heap = new PriorityQueue<>(bestFirst.reversed());
        for (int position = 0; position < group.size(); position++) {
            Column column = group.get(position);
            if (column.isFloat(step)) {
                Ranked ranked = new Ranked(column, column.value(step), position);
                if (heap.size() < most) {
                    heap.add(ranked);
                } else if (bestFirst.compare(ranked, heap.element()) < 0) {
                    heap.remove();
                    heap.add(ranked);
                }
            } else if (column.has(step)) {
                evaluation.annotations().histogramIgnoredInAggregation(aggregation.symbol(), operandSpan);
            }
        }
        return heap.stream().sorted(bestFirst).map(Ranked::column).toList();
    }

    /** NaN last. Zeros are equal, whatever their sign. */
    private Comparator<Ranked> bestFirst() {
        int direction = aggregation == Aggregation.TOPK ? -1 : 1;
        return (a, b) -> {
            boolean anyNaN = Double.isNaN(a.value()) || Double.isNaN(b.value());
            int byValue = anyNaN
                    ? Boolean.compare(Double.isNaN(a.value()), Double.isNaN(b.value()))
                    : a.value() == b.value() ? 0 : direction * Double.compare(a.value(), b.value());
            return byValue != 0 ? byValue : Integer.compare(a.position(), b.position());
        };
    }

    /** Positive ratios choose from below, negative ones what a positive ratio larger by one would leave. */
    private static boolean hashIsWithin(Column column, double ratio) {
        double capped = Math.max(-1, Math.min(1, ratio));
        long hash = column.labels().stableHash();
        double position = ((hash >>> 11) * 0x1p11 + (hash & 0x7ff)) / HASHES;
        return capped >= 0 ? position < capped : position >= 1 + capped;
    }

    private void choose(Column column, int step) {
        Column result = chosen.get(column);
        if (result == null) {
            result = evaluation.column(column.labels(), column.dropName(), column.steps());
            chosen.put(column, result);
            order.add(column);
        }
        result.copy(step, column);
    }
}
