package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An aggregation over the series of a vector.
 *
 * @param parameter what stands in front of the vector, where {@link Aggregation#parameter} says so
 */
public record AggregateExpr(
        Aggregation aggregation, Grouping grouping, Optional<Expr> parameter, Expr operand, Span span) implements Expr {

    public AggregateExpr {
        requireNonNull(aggregation, "aggregation");
        requireNonNull(grouping, "grouping");
        requireNonNull(operand, "operand");
        if (parameter.isPresent() != aggregation.parameter().isPresent()) {
            throw new IllegalArgumentException("parameter: " + parameter + " (expected: "
                    + (parameter.isPresent() ? "none" : "one") + " for " + aggregation.symbol() + ")");
        }
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    @Override
    public AggregateExpr at(Span other) {
        return new AggregateExpr(aggregation, grouping, parameter, operand, other);
    }

    @Override
    public List<Expr> children() {
        return Stream.concat(parameter.stream(), Stream.of(operand)).toList();
    }

    @Override
    public AggregateExpr mapChildren(UnaryOperator<Expr> replace) {
        return new AggregateExpr(aggregation, grouping, parameter.map(replace), replace.apply(operand), span);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
