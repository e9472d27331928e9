package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.RangeSeries.Reach;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.MatrixSelector;
import dev.bellwether.promql.syntax.SubqueryExpr;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import java.util.ArrayList;
import java.util.List;

/** Range vectors: from selectors, and from subqueries. */
final class RangeVectors {

    private final Evaluation evaluation;
    private final Evaluator evaluator;
    private final Selectors selectors;

    RangeVectors(Evaluation evaluation, Evaluator evaluator, Selectors selectors) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.selectors = selectors;
    }

    List<RangeSeries> series(Expr expression, Steps steps) {
        if (expression instanceof MatrixSelector matrix) {
            return selected(matrix, steps);
        }
        if (expression instanceof SubqueryExpr subquery) {
            return subquery(subquery, steps);
        }
        throw new IllegalStateException(expression + " is no range vector");
    }

    private List<RangeSeries> selected(MatrixSelector matrix, Steps steps) {
        Extension extension = matrix.selector().extension();
        long lookback = evaluation.lookback();
        Reach reach = new Reach(
                evaluation.positiveMillis(matrix.range()),
                extension == Extension.NONE ? 0 : lookback,
                extension == Extension.SMOOTHED ? lookback : 0);
        TimeReference reference = TimeReference.of(matrix.selector().shift(), evaluation);
        long from = reference.at(steps.first()) - reach.length() - reach.before() + 1;
        long to = reference.at(steps.last()) + reach.after();
        boolean findHints = selectors.wantsStatisticsOnly(matrix.selector());
        List<RangeSeries> series = new ArrayList<>();
        for (SeriesSamples samples : evaluation.select(matrix.selector().allMatchers(), from, to)) {
            evaluation.worked(samples.size());
            RangeSamples split = RangeSamples.of(samples, evaluation.usesStartTimes(), findHints);
            series.add(new RangeSeries(split, steps, reference, reach));
        }
        return series;
    }

    /** The inner steps are multiples of the step, whatever the time of evaluation. */
    private List<RangeSeries> subquery(SubqueryExpr subquery, Steps steps) {
        TimeReference reference = TimeReference.of(subquery.shift(), evaluation);
        Reach reach = new Reach(evaluation.positiveMillis(subquery.range()), 0, 0);
        long interval = subquery.step().map(evaluation::positiveMillis).orElse(evaluation.subqueryStep());
        long after = reference.at(steps.first()) - reach.length();
        long first = (Math.floorDiv(after, interval) + 1) * interval;
        long last = reference.at(steps.last());
        if (last < first) {
            return List.of();
        }
        Steps inner = evaluation.steps(first, last, interval);
        List<RangeSeries> series = new ArrayList<>();
        for (Column column : evaluator.vector(subquery.operand(), inner)) {
            evaluation.worked(inner.count());
            series.add(new RangeSeries(RangeSamples.of(column, inner), steps, reference, reach));
        }
        return series;
    }
}
