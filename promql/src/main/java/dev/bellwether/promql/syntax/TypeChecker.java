package dev.bellwether.promql.syntax;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.ParseException.Problem;
import dev.bellwether.promql.text.GoStrings;
import java.util.ArrayList;
import java.util.List;

/** Finds what is well written and makes no sense: wrong types, matchers that choose everything. */
final class TypeChecker {

    private final String query;
    private final List<Problem> problems = new ArrayList<>();

    private TypeChecker(String query) {
        this.query = query;
    }

    static List<Problem> problems(Expr tree, String query) {
        TypeChecker checker = new TypeChecker(query);
        checker.check(tree);
        return checker.problems;
    }

    private void check(Expr expression) {
        for (Expr child : expression.children()) {
            if (!(expression instanceof CallExpr call && isInfoSelector(call, child))) {
                check(child);
            }
        }
        if (expression instanceof BinaryExpr binary) {
            checkBinary(binary);
        } else if (expression instanceof UnaryExpr unary) {
            if (!isScalarOrVector(unary.operand())) {
                problem(
                        unary,
                        "unary expression only allowed on expressions of type scalar or instant vector, got \""
                                + unary.operand().type() + "\"");
            }
        } else if (expression instanceof AggregateExpr aggregate) {
            expect(aggregate.operand(), ValueType.VECTOR, "aggregation expression");
            aggregate
                    .parameter()
                    .ifPresent(parameter -> expect(
                            parameter, aggregate.aggregation().parameter().orElseThrow(), "aggregation parameter"));
        } else if (expression instanceof CallExpr call) {
            checkCall(call);
        } else if (expression instanceof SubqueryExpr subquery) {
            if (subquery.operand().type() != ValueType.VECTOR) {
                problem(
                        subquery,
                        "subquery is only allowed on instant vector, got "
                                + subquery.operand().type() + " instead");
            }
        } else if (expression instanceof VectorSelector selector) {
            checkSelector(selector);
        }
    }

    private void checkBinary(BinaryExpr binary) {
        BinaryOperator operator = binary.operator();
        VectorMatching matching = binary.matching();
        boolean scalars =
                binary.left().type() == ValueType.SCALAR && binary.right().type() == ValueType.SCALAR;
        boolean vectors =
                binary.left().type() == ValueType.VECTOR && binary.right().type() == ValueType.VECTOR;
        if (binary.returnBool() && !operator.isComparison()) {
            problem(binary, "bool modifier can only be used on comparison operators");
        }
        if (operator.isComparison() && !binary.returnBool() && scalars) {
            problem(binary, "comparisons between scalars must use BOOL modifier");
        }
        if (matching.on()) {
            matching.labels().stream()
                    .filter(matching.include()::contains)
                    .forEach(label -> problem(
                            binary,
                            "label " + GoStrings.quote(label) + " must not occur in ON and GROUP clause at once"));
        }
        for (Expr side : List.of(binary.left(), binary.right())) {
            if (!isScalarOrVector(side)) {
                problem(side, "binary expression must contain only scalar and instant vector types");
            }
        }
        if (!vectors) {
            checkWithoutMatching(binary);
        } else if (operator.isSetOperator()) {
            checkSetOperator(binary);
        }
    }

    private void checkWithoutMatching(BinaryExpr binary) {
        if (!binary.matching().labels().isEmpty()) {
            problem(binary, "vector matching only allowed between instant vectors");
        }
        if (!binary.matching().fill().isEmpty()) {
            problem(binary, "filling in missing series only allowed between instant vectors");
        }
        if (binary.operator().isSetOperator()
                && (binary.left().type() == ValueType.SCALAR || binary.right().type() == ValueType.SCALAR)) {
            problem(
                    binary,
                    "set operator \"" + binary.operator().symbol() + "\" not allowed in binary scalar expression");
        }
    }

    private void checkSetOperator(BinaryExpr binary) {
        if (binary.matching().isGrouped()) {
            problem(binary, "no grouping allowed for \"" + binary.operator().symbol() + "\" operation");
        }
        if (!binary.matching().fill().isEmpty()) {
            problem(binary, "filling in missing series not allowed for set operators");
        }
    }

    private void checkCall(CallExpr call) {
        FunctionSignature function = call.function();
        int given = call.arguments().size();
        String name = GoStrings.quote(function.name());
        if (function.variadic() == 0 && given != function.minArguments()) {
            problem(call, "expected " + function.minArguments() + " argument(s) in call to " + name + ", got " + given);
        } else if (given < function.minArguments()) {
            problem(
                    call,
                    "expected at least " + function.minArguments() + " argument(s) in call to " + name + ", got "
                            + given);
        } else if (given > function.maxArguments()) {
            problem(
                    call,
                    "expected at most " + function.maxArguments() + " argument(s) in call to " + name + ", got "
                            + given);
        } else {
            for (int i = 0; i < given; i++) {
                expect(call.arguments().get(i), function.argument(i), "call to function " + name);
            }
            checkInfo(call);
        }
    }

    /** The second argument of {@code info} is no selector of its own: it narrows what is looked for. */
    private static boolean isInfoSelector(CallExpr call, Expr child) {
        return call.function().name().equals("info")
                && child instanceof VectorSelector
                && call.arguments().size() > 1
                && call.arguments().get(1) == child;
    }

    private void checkInfo(CallExpr call) {
        if (!call.function().name().equals("info") || call.arguments().size() < 2) {
            return;
        }
        Expr argument = call.arguments().get(1);
        if (!(argument instanceof VectorSelector selector)) {
            problem(argument, "expected label selectors only");
        } else if (!selector.name().isEmpty()) {
            problem(argument, "expected label selectors only, got vector selector instead");
        }
    }

    private void checkSelector(VectorSelector selector) {
        if (!selector.name().isEmpty()) {
            for (LabelMatcher matcher : selector.matchers()) {
                if (matcher.name().equals(Labels.METRIC_NAME)) {
                    problem(
                            selector,
                            "metric name must not be set twice: " + GoStrings.quote(selector.name()) + " or "
                                    + GoStrings.quote(matcher.value()));
                }
            }
        } else if (selector.matchers().stream().allMatch(LabelMatcher::matchesEmpty)) {
            problem(selector, "vector selector must contain at least one non-empty matcher");
        }
    }

    private void expect(Expr expression, ValueType wanted, String context) {
        if (expression.type() != wanted) {
            problem(expression, "expected type " + wanted + " in " + context + ", got " + expression.type());
        }
    }

    private static boolean isScalarOrVector(Expr expression) {
        return expression.type() == ValueType.SCALAR || expression.type() == ValueType.VECTOR;
    }

    private void problem(Expr expression, String message) {
        problems.add(Problem.of(query, expression.span(), message));
    }
}
