package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An operator between two expressions.
 *
 * @param returnBool whether a comparison gives 0 or 1 and drops nothing
 * @param matching which series belong together; the default where not both sides are vectors
 */
public record BinaryExpr(
        BinaryOperator operator, Expr left, Expr right, boolean returnBool, VectorMatching matching, Span span)
        implements Expr {

    public BinaryExpr {
        requireNonNull(operator, "operator");
        requireNonNull(left, "left");
        requireNonNull(right, "right");
        requireNonNull(matching, "matching");
    }

    @Override
    public ValueType type() {
        return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                ? ValueType.SCALAR
                : ValueType.VECTOR;
    }

    @Override
    public BinaryExpr at(Span other) {
        return new BinaryExpr(operator, left, right, returnBool, matching, other);
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public BinaryExpr mapChildren(UnaryOperator<Expr> replace) {
        return new BinaryExpr(operator, replace.apply(left), replace.apply(right), returnBool, matching, span);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
