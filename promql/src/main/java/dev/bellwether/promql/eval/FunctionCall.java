package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.CallExpr;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.Span;
import java.util.List;

/** A call of a function, with ways to evaluate its arguments. */
record FunctionCall(CallExpr expression, Steps steps, Evaluator evaluator) {

    String name() {
        return expression.function().name();
    }

    int arguments() {
        return expression.arguments().size();
    }

    Expr argument(int position) {
        return expression.arguments().get(position);
    }

    Span span(int position) {
        return argument(position).span();
    }

    List<Column> vector(int position) {
        return evaluator.vector(argument(position), steps);
    }

    double[] scalar(int position) {
        return evaluator.scalar(argument(position), steps);
    }

    String text(int position) {
        return Evaluator.text(argument(position));
    }

    Evaluation evaluation() {
        return evaluator.evaluation();
    }

    Annotations annotations() {
        return evaluation().annotations();
    }

    /** A series without samples, to be filled in. */
    Column column(Labels labels, boolean dropName) {
        return evaluation().column(labels, dropName, steps.count());
    }

    /** As many floats as there are steps. */
    double[] scalars() {
        return evaluation().scalars(steps.count());
    }

    /** An empty column for what a function makes of a series. */
    Column unnamed(Column series) {
        return unnamed(series.labels());
    }

    /** An empty column for what a function makes of a series of these labels. */
    Column unnamed(Labels series) {
        return evaluator.unnamed(series, steps.count());
    }
}
