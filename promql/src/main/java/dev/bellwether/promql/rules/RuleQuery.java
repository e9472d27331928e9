package dev.bellwether.promql.rules;

import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.eval.QueryValue;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.ScalarValue;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.syntax.Expr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What rules ask: the samples of an expression at a time. */
@FunctionalInterface
public interface RuleQuery {

    /**
     * The samples of a vector; a scalar is one sample without labels.
     *
     * @throws EvaluationException if there is no such result
     */
    List<VectorSample> samplesAt(Expr expression, Instant time);

    /** Asks an engine. */
    static RuleQuery of(Engine engine, Queryable queryable) {
        return (expression, time) ->
                samples(engine.instant(queryable, expression, time).value());
    }

    private static List<VectorSample> samples(QueryValue value) {
        if (value instanceof VectorValue vector) {
            return vector.samples();
        } else if (value instanceof ScalarValue scalar) {
            Point point = new Point(scalar.time(), scalar.value(), Optional.empty());
            return List.of(new VectorSample(Labels.EMPTY, point));
        }
        throw new EvaluationException("rule result is not a vector or scalar");
    }
}
