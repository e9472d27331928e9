package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A sign in front of an expression.
 *
 * @param negative whether it is a minus
 */
public record UnaryExpr(boolean negative, Expr operand, Span span) implements Expr {

    public UnaryExpr {
        requireNonNull(operand, "operand");
    }

    @Override
    public ValueType type() {
        return operand.type();
    }

    @Override
    public UnaryExpr at(Span other) {
        return new UnaryExpr(negative, operand, other);
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public UnaryExpr mapChildren(UnaryOperator<Expr> replace) {
        return new UnaryExpr(negative, replace.apply(operand), span);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
