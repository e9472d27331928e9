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
        List<Column> present = group.stream().filter(column -> column.has(step)).toList();
        double parameter = parameters[step];
        switch (aggregation) {
            case LIMITK ->
                present.stream().limit(Math.max(0, (long) parameter)).forEach(column -> choose(column, step));
            case LIMIT_RATIO ->
                present.stream()
                        .filter(column -> hashIsWithin(column, parameter))
                        .forEach(column -> choose(column, step));
            case TOPK, BOTTOMK ->
                floats(present, step).stream()
                        .sorted(bestFirst(step))
                        .limit(Math.max(0, (long) parameter))
                        .forEach(column -> choose(column, step));
            case AVG, COUNT, COUNT_VALUES, GROUP, MAX, MIN, QUANTILE, STDDEV, STDVAR, SUM ->
                throw new IllegalStateException(aggregation + " selects nothing");
        }
    }

    private List<Column> floats(List<Column> columns, int step) {
        List<Column> floats =
                columns.stream().filter(column -> column.isFloat(step)).toList();
        if (floats.size() < columns.size() && (long) parameters[step] > 0) {
            evaluation.annotations().histogramIgnoredInAggregation(aggregation.symbol(), operandSpan);
        }
        return floats;
    }

    /** NaN last. */
    private Comparator<Column> bestFirst(int step) {
        boolean top = aggregation == Aggregation.TOPK;
        return (a, b) -> {
            double x = a.value(step);
            double y = b.value(step);
            if (Double.isNaN(x) || Double.isNaN(y)) {
                return Boolean.compare(Double.isNaN(x), Double.isNaN(y));
            }
            if (x == y) {
                return 0;
            }
            return top == x > y ? -1 : 1;
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
            result = new Column(column.labels(), column.dropName(), column.steps());
            chosen.put(column, result);
            order.add(column);
        }
        result.copy(step, column);
    }
}
