package dev.bellwether.promql.syntax;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A number.
 *
 * @param duration whether it was written as a duration, such as {@code 5m}, which is that many seconds
 */
public record NumberLiteral(double value, boolean duration, Span span) implements Expr {

    @Override
    public ValueType type() {
        return ValueType.SCALAR;
    }

    @Override
    public NumberLiteral at(Span other) {
        return new NumberLiteral(value, duration, other);
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public NumberLiteral mapChildren(UnaryOperator<Expr> replace) {
        return this;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
