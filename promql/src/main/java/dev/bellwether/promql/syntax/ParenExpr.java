package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/** An expression in parentheses. */
public record ParenExpr(Expr inner, Span span) implements Expr {

    public ParenExpr {
        requireNonNull(inner, "inner");
    }

    @Override
    public ValueType type() {
        return inner.type();
    }

    @Override
    public ParenExpr at(Span other) {
        return new ParenExpr(inner, other);
    }

    @Override
    public List<Expr> children() {
        return List.of(inner);
    }

    @Override
    public ParenExpr mapChildren(UnaryOperator<Expr> replace) {
        return new ParenExpr(replace.apply(inner), span);
    }

    @Override
    public Expr unwrapped() {
        return inner.unwrapped();
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
