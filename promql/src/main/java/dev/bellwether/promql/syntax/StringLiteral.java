package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/** A text. */
public record StringLiteral(String value, Span span) implements Expr {

    public StringLiteral {
        requireNonNull(value, "value");
    }

    @Override
    public ValueType type() {
        return ValueType.STRING;
    }

    @Override
    public StringLiteral at(Span other) {
        return new StringLiteral(value, other);
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public StringLiteral mapChildren(UnaryOperator<Expr> replace) {
        return this;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
