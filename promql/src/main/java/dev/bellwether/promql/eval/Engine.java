package dev.bellwether.promql.eval;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.eval.QueryValue.MatrixSeries;
import dev.bellwether.promql.eval.QueryValue.MatrixValue;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.ScalarValue;
import dev.bellwether.promql.eval.QueryValue.StringValue;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.StringLiteral;
import dev.bellwether.promql.syntax.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Evaluates queries. Immutable: any number of threads may use it at the same time. */
public final class Engine {

    private final EngineOptions options;

    public Engine(EngineOptions options) {
        this.options = requireNonNull(options, "options");
    }

    /** The value of a query at a time. */
    public QueryResult instant(Queryable queryable, Expr query, Instant time) {
        return instant(queryable, query, time, Cancellation.NEVER);
    }

    /**
     * The value of a query at a time.
     *
     * @return a scalar, a string or a vector, as the type of the query says; a matrix for a range vector
     * @throws EvaluationException if it has none, is cancelled, or takes more than the limits allow
     * @throws IllegalArgumentException if the time is more milliseconds from the epoch than 64 bits hold
     */
    public QueryResult instant(Queryable queryable, Expr query, Instant time, Cancellation cancellation) {
        Steps steps = Steps.single(millis("time", time));
        Evaluation evaluation = new Evaluation(queryable, options, cancellation, steps);
        return new QueryResult(
                instantValue(query, steps, new Evaluator(evaluation, query)),
                evaluation.annotations().all());
    }

    /** The values of a query at many times, both ends included. */
    public QueryResult range(Queryable queryable, Expr query, Instant start, Instant end, Duration step) {
        return range(queryable, query, start, end, step, Cancellation.NEVER);
    }

    /**
     * The values of a query at many times, both ends included.
     *
     * @param query a scalar or an instant vector
     * @return a matrix; a scalar is a series without labels
     * @throws EvaluationException if it has none, is cancelled, or takes more than the limits allow
     * @throws IllegalArgumentException if the query has another type, the step is not above 0, the end is before the start,
     *     or a time is more milliseconds from the epoch than 64 bits hold
     */
    public QueryResult range(
            Queryable queryable, Expr query, Instant start, Instant end, Duration step, Cancellation cancellation) {
        if (query.type() != ValueType.SCALAR && query.type() != ValueType.VECTOR) {
            throw new IllegalArgumentException(
                    "query: of type " + query.type() + " (expected: scalar or instant vector)");
        }
        if (step.toMillis() < 1) {
            throw new IllegalArgumentException("step: " + step + " (expected: at least 1 ms)");
        }
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("end: " + end + " (expected: not before " + start + ")");
        }
        Steps steps = Steps.between(
                millis("start", start),
                millis("end", end),
                step.toMillis(),
                options.limits().steps());
        Evaluation evaluation = new Evaluation(queryable, options, cancellation, steps);
        Evaluator evaluator = new Evaluator(evaluation, query);
        List<MatrixSeries> series = new ArrayList<>();
        if (query.type() == ValueType.SCALAR) {
            series.add(new MatrixSeries(Labels.EMPTY, scalarPoints(evaluator.scalar(query, steps), steps)));
        } else {
            for (Column column : Names.removed(evaluator.vector(query, steps), evaluation)) {
                evaluation.worked(steps.count());
                series.add(new MatrixSeries(column.labels(), points(column, steps)));
            }
        }
        series.sort(Comparator.comparing(MatrixSeries::labels));
        return new QueryResult(new MatrixValue(series), evaluation.annotations().all());
    }

    private static long millis(String name, Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException tooFar) {
            throw new IllegalArgumentException(
                    name + ": " + time + " (expected: as milliseconds within 64 bits)", tooFar);
        }
    }

    private static QueryValue instantValue(Expr query, Steps steps, Evaluator evaluator) {
        long time = steps.first();
        return switch (query.type()) {
            case SCALAR -> new ScalarValue(time, evaluator.scalar(query, steps)[0]);
            case STRING -> new StringValue(time, ((StringLiteral) query.unwrapped()).value());
            case VECTOR ->
                new VectorValue(Names.removed(evaluator.vector(query, steps), evaluator.evaluation()).stream()
                        .map(column -> new VectorSample(column.labels(), point(column, 0, time)))
                        .toList());
            case MATRIX -> new MatrixValue(evaluator.matrix(query, steps));
        };
    }

    private static List<Point> points(Column column, Steps steps) {
        List<Point> points = new ArrayList<>(column.samples());
        for (int i = 0; i < steps.count(); i++) {
            if (column.has(i)) {
                points.add(point(column, i, steps.time(i)));
            }
        }
        return points;
    }

    private static List<Point> scalarPoints(double[] values, Steps steps) {
        List<Point> points = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            points.add(new Point(steps.time(i), values[i], Optional.empty()));
        }
        return points;
    }

    private static Point point(Column column, int step, long time) {
        return new Point(time, column.value(step), Optional.ofNullable(column.histogram(step)));
    }
}
