package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Evaluates an expression at many times before.
 *
 * @param range how long before
 * @param step time between two evaluations; the default interval of the engine where it is not given
 * @param shift when it looks
 */
public record SubqueryExpr(Expr operand, DurationExpr range, Optional<DurationExpr> step, TimeShift shift, Span span)
        implements Expr {

    public SubqueryExpr {
        requireNonNull(operand, "operand");
        requireNonNull(range, "range");
        requireNonNull(step, "step");
        requireNonNull(shift, "shift");
    }

    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }

    @Override
    public SubqueryExpr at(Span other) {
        return new SubqueryExpr(operand, range, step, shift, other);
    }

    /** A copy that looks at another time. */
    public SubqueryExpr withShift(TimeShift other) {
        return new SubqueryExpr(operand, range, step, other, span);
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public SubqueryExpr mapChildren(UnaryOperator<Expr> replace) {
        return new SubqueryExpr(replace.apply(operand), range, step, shift, span);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
