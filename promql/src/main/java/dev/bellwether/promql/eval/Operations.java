package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.HistogramResult;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.syntax.BinaryExpr;
import dev.bellwether.promql.syntax.BinaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one binary operator makes of two samples, and of a vector and a scalar. */
final class Operations {

    /**
     * What an operator makes of two samples.
     *
     * @param keep whether a comparison holds; true for all other operators
     */
    record Outcome(Sample sample, boolean keep) {}

    private final BinaryExpr binary;
    private final BinaryOperator operator;
    private final Evaluation evaluation;

    Operations(BinaryExpr binary, Evaluation evaluation) {
        this.binary = binary;
        this.operator = binary.operator();
        this.evaluation = evaluation;
    }

    double[] scalars(double[] left, double[] right) {
        double[] result = evaluation.scalars(left.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = operator.isComparison()
                    ? compare(operator, left[i], right[i]) ? 1 : 0
                    : arithmetic(operator, left[i], right[i]);
        }
        return result;
    }

    private static double arithmetic(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> Floats.power(left, right);
            case ATAN2 -> Math.atan2(left, right);
            case TRIM_ABOVE, TRIM_BELOW ->
                throw new EvaluationException(
                        "operator \"" + operator.symbol() + "\" not allowed for Scalar operations");
            case OR, AND, UNLESS, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                throw new IllegalStateException(operator + " is no arithmetic");
        };
    }

    private static boolean compare(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case OR, AND, UNLESS, TRIM_ABOVE, TRIM_BELOW, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, ATAN2, POWER ->
                throw new IllegalStateException(operator + " is no comparison");
        };
    }

    List<Column> vectorWithScalar(List<Column> vector, double[] scalar) {
        List<Column> results = new ArrayList<>(vector.size());
        for (Column column : vector) {
            Column result = resultColumn(column);
            for (int i = 0; i < column.steps(); i++) {
                if (column.has(i)) {
                    Sample left = new Sample(column.value(i), column.histogram(i));
                    set(result, i, apply(left, Sample.of(scalar[i])), left);
                }
            }
            results.add(result);
        }
        return results;
    }

    List<Column> scalarWithVector(double[] scalar, List<Column> vector) {
        List<Column> results = new ArrayList<>(vector.size());
        for (Column column : vector) {
            Column result = resultColumn(column);
            for (int i = 0; i < column.steps(); i++) {
                if (column.has(i)) {
                    Sample right = new Sample(column.value(i), column.histogram(i));
                    set(result, i, apply(Sample.of(scalar[i]), right), right);
                }
            }
            results.add(result);
        }
        return results;
    }

    /** A comparison keeps the sample of the vector, whichever side it is on. */
    private void set(Column result, int step, @Nullable Outcome outcome, Sample ofVector) {
        if (outcome == null) {
            return;
        }
        if (binary.returnBool()) {
            result.set(step, outcome.keep() ? 1 : 0);
        } else if (outcome.keep()) {
            result.set(step, operator.isComparison() ? ofVector : outcome.sample());
        }
    }

    private Column resultColumn(Column series) {
        boolean loses = losesName();
        if (loses && !evaluation.delaysNameRemoval()) {
            return evaluation.column(series.labels().dropMetadata(), false, series.steps());
        }
        return evaluation.column(series.labels(), loses || series.dropName(), series.steps());
    }

    /** Whether the result is no longer the metric that it was made of. */
    boolean losesName() {
        return changesMeaning() || binary.returnBool();
    }

    /** Whether the operator makes something else of the metric; a comparison or a cut does not. */
    boolean changesMeaning() {
        return !operator.isComparison() && !operator.isSetOperator() && !operator.isTrim();
    }

    /** The result; null where the operator has none for such samples. */
    @Nullable
    Outcome apply(Sample left, Sample right) {
        NativeHistogram h = left.histogram();
        NativeHistogram other = right.histogram();
        if (h == null && other == null) {
            if (operator.isTrim()) {
                return incompatible("float", "float");
            }
            return operator.isComparison()
                    ? new Outcome(left, compare(operator, left.value(), right.value()))
                    : new Outcome(Sample.of(arithmetic(operator, left.value(), right.value())), true);
        }
        if (h == null) {
            return other != null && operator == BinaryOperator.MULTIPLY
                    ? histogram(other.times(left.value()))
                    : incompatible("float", "histogram");
        }
        return other == null ? histogramWithFloat(h, right.value()) : histograms(h, other);
    }

    private @Nullable Outcome histogramWithFloat(NativeHistogram histogram, double number) {
        return switch (operator) {
            case MULTIPLY -> histogram(histogram.times(number));
            case DIVIDE -> histogram(histogram.dividedBy(number));
            case TRIM_ABOVE -> new Outcome(Sample.of(histogram.trimmedAbove(number)), true);
            case TRIM_BELOW -> new Outcome(Sample.of(histogram.trimmedBelow(number)), true);
            case OR,
                    AND,
                    UNLESS,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    ADD,
                    SUBTRACT,
                    MODULO,
                    ATAN2,
                    POWER -> incompatible("histogram", "float");
        };
    }

    private @Nullable Outcome histograms(NativeHistogram left, NativeHistogram right) {
        try {
            return switch (operator) {
                case ADD -> combined(left.plus(right), "addition");
                case SUBTRACT -> combined(left.minus(right), "subtraction");
                case EQUAL -> new Outcome(Sample.of(left), sameHistogram(left, right));
                case NOT_EQUAL -> new Outcome(Sample.of(left), !sameHistogram(left, right));
                case OR,
                        AND,
                        UNLESS,
                        LESS,
                        LESS_OR_EQUAL,
                        GREATER,
                        GREATER_OR_EQUAL,
                        TRIM_ABOVE,
                        TRIM_BELOW,
                        MULTIPLY,
                        DIVIDE,
                        MODULO,
                        ATAN2,
                        POWER -> incompatible("histogram", "histogram");
            };
        } catch (IncompatibleBucketsException e) {
            evaluation.annotations().incompatibleBuckets(operator.symbol(), binary.span());
            return null;
        }
    }

    private static boolean sameHistogram(NativeHistogram left, NativeHistogram right) {
        return left.compact().equals(right.compact());
    }

    private Outcome combined(HistogramResult result, String operation) {
        if (result.resetsCollide()) {
            evaluation.annotations().resetsCollide(operation, binary.span());
        }
        if (result.boundsDiffered()) {
            evaluation.annotations().boundsReconciled(operation, binary.span());
        }
        NativeHistogram histogram = result.histogram();
        return histogram(operator == BinaryOperator.SUBTRACT ? histogram.withHint(CounterResetHint.GAUGE) : histogram);
    }

    private static Outcome histogram(NativeHistogram histogram) {
        return new Outcome(Sample.of(histogram.compact()), true);
    }

    private @Nullable Outcome incompatible(String left, String right) {
        evaluation.annotations().incompatibleTypes(left, operator.symbol(), right, binary.span());
        return null;
    }
}
