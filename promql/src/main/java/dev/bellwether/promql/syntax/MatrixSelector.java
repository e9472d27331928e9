package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Chooses series, and all their samples of a time before.
 *
 * @param selector which series; its shift and extension are written behind the range
 * @param range how long before
 */
public record MatrixSelector(VectorSelector selector, DurationExpr range, Span span) implements Expr {

    public MatrixSelector {
        requireNonNull(selector, "selector");
        requireNonNull(range, "range");
    }

    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }

    @Override
    public MatrixSelector at(Span other) {
        return new MatrixSelector(selector, range, other);
    }

    @Override
    public List<Expr> children() {
        return List.of(selector);
    }

    @Override
    public MatrixSelector mapChildren(UnaryOperator<Expr> replace) {
        return new MatrixSelector((VectorSelector) replace.apply(selector), range, span);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
