package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/** A call of a function. */
public record CallExpr(FunctionSignature function, List<Expr> arguments, Span span) implements Expr {

    public CallExpr {
        requireNonNull(function, "function");
        arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
        return function.result();
    }

    @Override
    public CallExpr at(Span other) {
        return new CallExpr(function, arguments, other);
    }

    @Override
    public List<Expr> children() {
        return arguments;
    }

    @Override
    public CallExpr mapChildren(UnaryOperator<Expr> replace) {
        return new CallExpr(function, arguments.stream().map(replace).toList(), span);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
