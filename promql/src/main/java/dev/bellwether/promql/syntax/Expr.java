package dev.bellwether.promql.syntax;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An expression. The tree keeps parentheses and the order of matchers and labels as written, so that printing it gives the same query in
 * canonical spacing; {@link #toString} does.
 */
public sealed interface Expr
        permits AggregateExpr,
                BinaryExpr,
                CallExpr,
                MatrixSelector,
                NumberLiteral,
                ParenExpr,
                StringLiteral,
                SubqueryExpr,
                UnaryExpr,
                VectorSelector {

    /** What it evaluates to. */
    ValueType type();

    /** Where it was written. */
    Span span();

    /** A copy that says it was written elsewhere. */
    Expr at(Span span);

    /** The expressions right below it, in the order in which they are written. */
    List<Expr> children();

    /** A copy where each expression right below is replaced. */
    Expr mapChildren(UnaryOperator<Expr> replace);

    /** A copy of the whole tree without positions: equal for queries that differ in spacing alone. */
    default Expr unpositioned() {
        return mapChildren(Expr::unpositioned).at(Span.NONE);
    }

    /** The expression without the parentheses around it. */
    default Expr unwrapped() {
        return this;
    }
}
