package dev.bellwether.promql.conformance;

import dev.bellwether.promql.syntax.CallExpr;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.MatrixSelector;
import dev.bellwether.promql.syntax.SubqueryExpr;
import dev.bellwether.promql.syntax.TimeShift;
import dev.bellwether.promql.syntax.TimeShift.At;
import dev.bellwether.promql.syntax.VectorSelector;
import java.util.Optional;
import java.util.Set;

/** The same query with an {@code @} at each selector, so that it has the same value whenever it is evaluated. */
final class FixedTimes {

    private static final Set<String> TIME_DEPENDENT = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "end",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "range",
            "start",
            "step",
            "time",
            "timestamp");

    private FixedTimes() {}

    /** The query that looks at a time; empty if it asks for the time of evaluation anyway. */
    static Optional<Expr> of(Expr query, long time) {
        return isTimeDependent(query) ? Optional.empty() : Optional.of(fixed(query, time));
    }

    private static boolean isTimeDependent(Expr query) {
        return query instanceof CallExpr call
                        && TIME_DEPENDENT.contains(call.function().name())
                || query.children().stream().anyMatch(FixedTimes::isTimeDependent);
    }

    private static Expr fixed(Expr query, long time) {
        if (query instanceof VectorSelector selector) {
            return selector.withShift(fixed(selector.shift(), time));
        }
        if (query instanceof MatrixSelector matrix) {
            return new MatrixSelector(
                    matrix.selector().withShift(fixed(matrix.selector().shift(), time)), matrix.range(), matrix.span());
        }
        // Within a subquery the times are those of its steps.
        return query instanceof SubqueryExpr subquery
                ? subquery.withShift(fixed(subquery.shift(), time))
                : query.mapChildren(child -> fixed(child, time));
    }

    private static TimeShift fixed(TimeShift shift, long time) {
        return shift.at().filter(At.Timestamp.class::isInstance).isPresent()
                ? shift
                : new TimeShift(Optional.of(new At.Timestamp(time)), shift.offset());
    }
}
