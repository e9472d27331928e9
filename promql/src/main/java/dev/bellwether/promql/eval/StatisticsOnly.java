package dev.bellwether.promql.eval;

import dev.bellwether.promql.syntax.BinaryExpr;
import dev.bellwether.promql.syntax.CallExpr;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.SubqueryExpr;
import dev.bellwether.promql.syntax.VectorSelector;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds the selectors of whose histograms only the count and the sum are asked for. Prometheus reads those without their buckets, and so
 * finds out about counter resets while reading.
 */
final class StatisticsOnly {

    private static final Set<String> STATISTICS = Set.of("histogram_avg", "histogram_count", "histogram_sum");

    private static final Set<String> BUCKETS = Set.of(
            "histogram_fraction", "histogram_quantile", "histogram_quantiles", "histogram_stddev", "histogram_stdvar");

    private final Set<VectorSelector> found = Collections.newSetFromMap(new IdentityHashMap<>());

    private StatisticsOnly() {}

    static Set<VectorSelector> selectors(Expr query) {
        StatisticsOnly search = new StatisticsOnly();
        search.walk(query, false);
        return search.found;
    }

    private void walk(Expr expression, boolean statistics) {
        if (expression instanceof VectorSelector selector) {
            if (statistics) {
                found.add(selector);
            }
            return;
        }
        boolean below = statistics;
        if (expression instanceof CallExpr call) {
            String name = call.function().name();
            below = STATISTICS.contains(name) || statistics && !BUCKETS.contains(name);
        } else if (expression instanceof SubqueryExpr
                || expression instanceof BinaryExpr binary && binary.operator().isTrim()) {
            below = false;
        }
        for (Expr child : expression.children()) {
            walk(child, below);
        }
    }
}
