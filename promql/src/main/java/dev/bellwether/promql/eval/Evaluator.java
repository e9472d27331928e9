package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.QueryValue.MatrixSeries;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.AggregateExpr;
import dev.bellwether.promql.syntax.BinaryExpr;
import dev.bellwether.promql.syntax.CallExpr;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.NumberLiteral;
import dev.bellwether.promql.syntax.StringLiteral;
import dev.bellwether.promql.syntax.UnaryExpr;
import dev.bellwether.promql.syntax.ValueType;
import dev.bellwether.promql.syntax.VectorSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Evaluates a tree, each expression at all steps at once, so that series are selected once. */
final class Evaluator {

    private final Evaluation evaluation;
    private final Selectors selectors;
    private final RangeVectors ranges;

    Evaluator(Evaluation evaluation, Expr query) {
        this.evaluation = evaluation;
        this.selectors = new Selectors(evaluation, StatisticsOnly.selectors(query));
        this.ranges = new RangeVectors(evaluation, this, selectors);
    }

    Evaluation evaluation() {
        return evaluation;
    }

    Selectors selectors() {
        return selectors;
    }

    RangeVectors ranges() {
        return ranges;
    }

    /** The value of a scalar at each step. */
    double[] scalar(Expr expression, Steps steps) {
        evaluation.checkCancelled();
        Expr inner = expression.unwrapped();
        if (steps.count() > 1 && StepInvariance.holds(inner)) {
            return repeated(scalar(inner, Steps.single(steps.first()))[0], steps);
        }
        if (inner instanceof NumberLiteral number) {
            return repeated(number.value(), steps);
        }
        if (inner instanceof UnaryExpr unary) {
            double[] values = scalar(unary.operand(), steps);
            return unary.negative() ? negated(values) : values;
        }
        if (inner instanceof BinaryExpr binary) {
            return new Operations(binary, evaluation)
                    .scalars(scalar(binary.left(), steps), scalar(binary.right(), steps));
        }
        if (inner instanceof CallExpr call) {
            return FunctionTable.scalar(new FunctionCall(call, steps, this));
        }
        throw new IllegalStateException(expression + " is no scalar");
    }

    private double[] repeated(double value, Steps steps) {
        double[] values = evaluation.scalars(steps.count());
        Arrays.fill(values, value);
        return values;
    }

    private double[] negated(double[] operand) {
        double[] values = evaluation.scalars(operand.length);
        Arrays.setAll(values, step -> -operand[step]);
        return values;
    }

    /** The series of an instant vector, each with a sample at some step. */
    List<Column> vector(Expr expression, Steps steps) {
        evaluation.checkCancelled();
        Expr inner = expression.unwrapped();
        if (steps.count() > 1 && StepInvariance.holds(inner)) {
            return vector(inner, Steps.single(steps.first())).stream()
                    .map(column -> repeated(column, steps))
                    .toList();
        }
        return Column.nonEmpty(evaluated(inner, steps));
    }

    /** The one sample of a series at all steps. */
    private Column repeated(Column single, Steps steps) {
        Column repeated = evaluation.column(single.labels(), single.dropName(), steps.count());
        for (int step = 0; step < steps.count(); step++) {
            repeated.set(step, single.value(0), single.histogram(0));
        }
        return repeated;
    }

    private List<Column> evaluated(Expr expression, Steps steps) {
        if (expression instanceof VectorSelector selector) {
            return selectors.instant(selector, steps);
        }
        if (expression instanceof UnaryExpr unary) {
            List<Column> operand = vector(unary.operand(), steps);
            return unary.negative() ? negated(operand) : operand;
        }
        if (expression instanceof BinaryExpr binary) {
            return binary(binary, steps);
        }
        if (expression instanceof AggregateExpr aggregate) {
            return new Aggregations(this, aggregate, steps).evaluate();
        }
        if (expression instanceof CallExpr call) {
            return FunctionTable.vector(new FunctionCall(call, steps, this));
        }
        throw new IllegalStateException(expression + " is no instant vector");
    }

    private List<Column> negated(List<Column> operand) {
        List<Column> negated = new ArrayList<>(operand.size());
        for (Column column : operand) {
            Column result = unnamed(column.labels(), column.steps());
            for (int i = 0; i < column.steps(); i++) {
                if (column.has(i)) {
                    NativeHistogram histogram = column.histogram(i);
                    result.set(i, -column.value(i), histogram == null ? null : histogram.times(-1));
                }
            }
            negated.add(result);
        }
        return withUniqueNames(negated);
    }

    private List<Column> binary(BinaryExpr binary, Steps steps) {
        boolean leftScalar = binary.left().type() == ValueType.SCALAR;
        boolean rightScalar = binary.right().type() == ValueType.SCALAR;
        Operations operations = new Operations(binary, evaluation);
        if (leftScalar) {
            return withUniqueNames(
                    operations.scalarWithVector(scalar(binary.left(), steps), vector(binary.right(), steps)));
        }
        if (rightScalar) {
            return withUniqueNames(
                    operations.vectorWithScalar(vector(binary.left(), steps), scalar(binary.right(), steps)));
        }
        List<Column> left = vector(binary.left(), steps);
        List<Column> right = vector(binary.right(), steps);
        if (binary.operator().isSetOperator()) {
            return new SetOperations(binary, evaluation).evaluate(left, right, steps);
        }
        return withUniqueNames(new VectorMatcher(binary, operations, evaluation).match(left, right, steps));
    }

    /** An empty column for what a function makes of a series: its name is no longer right. */
    Column unnamed(Labels series, int steps) {
        return evaluation.delaysNameRemoval()
                ? evaluation.column(series, true, steps)
                : evaluation.column(series.dropMetadata(), false, steps);
    }

    /** Where names go at once, what is the same without them becomes one. */
    List<Column> withUniqueNames(List<Column> columns) {
        return evaluation.delaysNameRemoval() ? columns : Names.merged(columns, evaluation);
    }

    /** All samples of a range vector, at one step. */
    List<MatrixSeries> matrix(Expr expression, Steps steps) {
        List<MatrixSeries> matrix = new ArrayList<>();
        for (RangeSeries series : ranges.series(expression.unwrapped(), steps)) {
            RangeWindow window = series.window(0);
            evaluation.worked(window.size());
            if (!window.isEmpty()) {
                Labels labels = series.dropName() ? series.labels().dropMetadata() : series.labels();
                matrix.add(new MatrixSeries(labels, window.points()));
            }
        }
        return matrix;
    }

    static String text(Expr argument) {
        return ((StringLiteral) argument.unwrapped()).value();
    }
}
