package dev.bellwether.promql.eval;

import dev.bellwether.promql.syntax.CallExpr;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.MatrixSelector;
import dev.bellwether.promql.syntax.SubqueryExpr;
import dev.bellwether.promql.syntax.VectorSelector;
import java.util.Set;

/** Whether an expression has the same value at all steps, because everything in it looks at a fixed time. */
final class StepInvariance {

    /** Functions that ask for the time of evaluation, or for that of a sample. */
    private static final Set<String> TIME_DEPENDENT = Set.of(
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "days_in_month",
            "end",
            "hour",
            "minute",
            "month",
            "predict_linear",
            "range",
            "start",
            "step",
            "time",
            "timestamp",
            "year");

    private StepInvariance() {}

    static boolean holds(Expr expression) {
        if (expression instanceof VectorSelector selector) {
            return selector.shift().at().isPresent();
        }
        if (expression instanceof MatrixSelector matrix) {
            return matrix.selector().shift().at().isPresent();
        }
        if (expression instanceof SubqueryExpr subquery) {
            return subquery.shift().at().isPresent();
        }
        if (expression instanceof CallExpr call) {
            if (TIME_DEPENDENT.contains(call.function().name())) {
                return false;
            }
            if (call.function().name().equals("info")) {
                return holds(call.arguments().get(0));
            }
        }
        for (Expr child : expression.children()) {
            if (!holds(child)) {
                return false;
            }
        }
        return true;
    }
}
