package dev.bellwether.promql.syntax;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.syntax.TimeShift.At;
import dev.bellwether.promql.syntax.VectorMatching.Cardinality;
import dev.bellwether.promql.syntax.VectorMatching.Fill;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Random trees as the parser could have made them. */
final class RandomQueries {

    private static final List<FunctionSignature> FUNCTIONS = List.copyOf(Functions.all());
    private static final String[] NAMES = {"up", "job:x:rate5m", "sum", "fill", "offset", "http_requests_total"};
    private static final String[] LABELS = {"job", "le", "by", "a b", "größe", "__type__", "x1"};
    private static final String[] VALUES = {"", "a", "a|b", ".+", "\"\\\n", "😀", "\u00a0", "10"};
    private static final String[] REGEXES = {
        "", ".+", "a|b.*", "\\Q((\\E", "[](a]", "[^[:alpha:]]", "\\pL\\x{61}", "\\(", "(?i)x", "{1,", "größe"
    };
    private static final String[] REPETITIONS = {"", "*", "+?", "{2}", "{0,4}", "{3,}?"};
    private static final double[] NUMBERS = {0, 1, 0.1, 1e300, 5e-324, 123456789.125, 2e23, Double.NaN, 1.0 / 3, 1 / 0.0
    };

    private final Random random;

    RandomQueries(long seed) {
        this.random = new Random(seed);
    }

    /** A regular expression that keeps all limits. */
    String regex() {
        return regex(4);
    }

    Expr query(int depth) {
        return expression(pick(ValueType.values()), depth);
    }

    private Expr expression(ValueType type, int depth) {
        return switch (type) {
            case STRING -> depth > 0 && chance(5) ? parens(text()) : text();
            case MATRIX -> depth > 0 && chance(5) ? parens(expression(type, depth - 1)) : rangeVector(depth);
            case SCALAR -> scalar(depth);
            case VECTOR -> vector(depth);
        };
    }

    private Expr scalar(int depth) {
        if (depth == 0 || chance(3)) {
            return number();
        }
        return switch (random.nextInt(4)) {
            case 0 -> parens(expression(ValueType.SCALAR, depth - 1));
            case 1 -> sign(ValueType.SCALAR, depth - 1);
            case 2 -> call(ValueType.SCALAR, depth - 1);
            default -> binary(ValueType.SCALAR, ValueType.SCALAR, depth - 1);
        };
    }

    private Expr vector(int depth) {
        if (depth == 0) {
            return selector();
        }
        return switch (random.nextInt(7)) {
            case 0 -> parens(expression(ValueType.VECTOR, depth - 1));
            case 1 -> sign(ValueType.VECTOR, depth - 1);
            case 2 -> aggregate(depth - 1);
            case 3 -> call(ValueType.VECTOR, depth - 1);
            case 4 -> binary(ValueType.VECTOR, ValueType.SCALAR, depth - 1);
            case 5 -> binary(ValueType.VECTOR, ValueType.VECTOR, depth - 1);
            default -> selector();
        };
    }

    private Expr number() {
        boolean duration = chance(3);
        double value = duration ? random.nextInt(100_000_000) / 1000.0 : pick(NUMBERS);
        return new NumberLiteral(chance(4) && !Double.isNaN(value) ? -value : value, duration, Span.NONE);
    }

    private Expr text() {
        return new StringLiteral(pick(VALUES), Span.NONE);
    }

    private static Expr parens(Expr inner) {
        return new ParenExpr(inner, Span.NONE);
    }

    /** Parentheses around what an operator in front of it or behind it could tear apart. */
    private static Expr tight(Expr expression) {
        return expression instanceof BinaryExpr
                        || expression instanceof UnaryExpr
                        || expression instanceof NumberLiteral number && Double.doubleToRawLongBits(number.value()) < 0
                ? parens(expression)
                : expression;
    }

    private Expr sign(ValueType type, int depth) {
        Expr operand = tight(expression(type, depth));
        return new UnaryExpr(
                random.nextBoolean(), operand instanceof NumberLiteral ? parens(operand) : operand, Span.NONE);
    }

    private Expr binary(ValueType left, ValueType right, int depth) {
        boolean vectors = left == ValueType.VECTOR && right == ValueType.VECTOR;
        BinaryOperator operator = pick(BinaryOperator.values());
        while (operator.isSetOperator() && !vectors) {
            operator = pick(BinaryOperator.values());
        }
        boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
        boolean returnBool = operator.isComparison() && (scalars || chance(2));
        VectorMatching matching = vectors ? matching(operator) : VectorMatching.DEFAULT;
        return new BinaryExpr(
                operator,
                tight(expression(left, depth)),
                tight(expression(right, depth)),
                returnBool,
                matching,
                Span.NONE);
    }

    private VectorMatching matching(BinaryOperator operator) {
        boolean on = chance(2);
        List<String> labels = on || chance(2) ? labels() : List.of();
        if (operator.isSetOperator()) {
            return new VectorMatching(Cardinality.MANY_TO_MANY, on, labels, List.of(), Fill.NONE);
        }
        Cardinality cardinality = Cardinality.values()[random.nextInt(3)];
        List<String> include = new ArrayList<>();
        if (cardinality != Cardinality.ONE_TO_ONE) {
            include.addAll(labels());
            if (on) {
                include.removeAll(labels);
            }
        }
        return new VectorMatching(cardinality, on, labels, include, new Fill(fill(), fill()));
    }

    private OptionalDouble fill() {
        if (!chance(3)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(chance(3) ? pick(NUMBERS) : random.nextInt(10) - 5);
    }

    private List<String> labels() {
        return random.ints(random.nextInt(3), 0, LABELS.length)
                .distinct()
                .mapToObj(i -> LABELS[i])
                .toList();
    }

    private Expr aggregate(int depth) {
        Aggregation aggregation = pick(Aggregation.values());
        Grouping grouping = chance(2) ? Grouping.ALL : new Grouping(chance(2), labels());
        Optional<Expr> parameter = aggregation.parameter().map(type -> expression(type, depth));
        return new AggregateExpr(aggregation, grouping, parameter, expression(ValueType.VECTOR, depth), Span.NONE);
    }

    private Expr call(ValueType result, int depth) {
        List<FunctionSignature> fitting =
                FUNCTIONS.stream().filter(f -> f.result() == result).toList();
        FunctionSignature function = fitting.get(random.nextInt(fitting.size()));
        int most = Math.min(function.maxArguments(), function.minArguments() + 3);
        int count = function.minArguments() + random.nextInt(most - function.minArguments() + 1);
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean labelSelector = function.name().equals("info") && i == 1;
            arguments.add(labelSelector ? labelSelector() : expression(function.argument(i), depth));
        }
        return new CallExpr(function, arguments, Span.NONE);
    }

    private VectorSelector selector() {
        List<LabelMatcher> matchers = new ArrayList<>();
        boolean named = chance(2);
        if (!named) {
            matchers.add(LabelMatcher.equal("__name__", "a metric"));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            LabelMatcher.Type type = pick(LabelMatcher.Type.values());
            boolean regex = type == LabelMatcher.Type.REGEX || type == LabelMatcher.Type.NOT_REGEX;
            matchers.add(LabelMatcher.of(type, pick(LABELS), regex ? regex(3) : pick(VALUES)));
        }
        return new VectorSelector(named ? pick(NAMES) : "", matchers, shift(), pick(Extension.values()), Span.NONE);
    }

    private String regex(int depth) {
        if (depth == 0 || chance(3)) {
            return pick(REGEXES);
        }
        return switch (random.nextInt(4)) {
            case 0 -> "(" + regex(depth - 1) + ")" + pick(REPETITIONS);
            case 1 -> "(?:" + regex(depth - 1) + ")" + pick(REPETITIONS);
            case 2 -> regex(depth - 1) + "|" + regex(depth - 1);
            default -> regex(depth - 1) + regex(depth - 1);
        };
    }

    /** The second argument of {@code info}: what the labels have to be, between braces. */
    private VectorSelector labelSelector() {
        List<LabelMatcher> matchers = List.of(LabelMatcher.equal(pick(LABELS), pick(VALUES)));
        return new VectorSelector("", matchers, TimeShift.NONE, Extension.NONE, Span.NONE);
    }

    private Expr rangeVector(int depth) {
        return depth > 0 && chance(3) ? subquery(depth - 1) : matrix();
    }

    private Expr matrix() {
        return new MatrixSelector(selector(), length(), Span.NONE);
    }

    private Expr subquery(int depth) {
        Optional<DurationExpr> step = chance(2) ? Optional.of(length()) : Optional.empty();
        return new SubqueryExpr(tight(expression(ValueType.VECTOR, depth)), length(), step, shift(), Span.NONE);
    }

    private TimeShift shift() {
        Optional<At> at = switch (random.nextInt(5)) {
            case 0 -> Optional.of(new At.Timestamp(random.nextInt() * 1000L + random.nextInt(1000)));
            case 1 -> Optional.of(pick(At.Border.values()));
            default -> Optional.empty();
        };
        return new TimeShift(at, chance(2) ? DurationExpr.ZERO : offset());
    }

    private DurationExpr offset() {
        return chance(2)
                ? new DurationExpr.Literal(random.nextInt(1_000_000) - 500_000, true)
                : new DurationExpr.Parens(arithmetic(2));
    }

    private DurationExpr length() {
        return chance(2) ? new DurationExpr.Literal((1 + random.nextInt(100_000_000)) / 1000.0, true) : arithmetic(2);
    }

    private DurationExpr arithmetic(int depth) {
        BinaryOperator operator = pick(BinaryOperator.values());
        while (operator.precedence() < BinaryOperator.ADD.precedence() || operator == BinaryOperator.ATAN2) {
            operator = pick(BinaryOperator.values());
        }
        return new DurationExpr.Arithmetic(operator, duration(depth), duration(depth));
    }

    private DurationExpr duration(int depth) {
        int kind = depth == 0 ? random.nextInt(3) : random.nextInt(6);
        return switch (kind) {
            case 0 -> new DurationExpr.Literal(1 + random.nextInt(100), chance(2));
            case 1 -> new DurationExpr.Step();
            case 2 -> new DurationExpr.Range();
            case 3 -> new DurationExpr.Extreme(chance(2), duration(depth - 1), duration(depth - 1));
            case 4 -> new DurationExpr.Parens(new DurationExpr.Negated(new DurationExpr.Step()));
            default -> new DurationExpr.Parens(arithmetic(depth - 1));
        };
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private double pick(double[] values) {
        return values[random.nextInt(values.length)];
    }
}
