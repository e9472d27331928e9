package dev.bellwether.promql.eval;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.SubqueryExpr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an expression asks of its series, whenever it is evaluated: which ones, and how far from the time of the evaluation. Selectors are
 * asked for whatever the data, so this is found by evaluating the expression over none; ranges, offsets, subqueries and lookback are all
 * in it.
 *
 * @param selections in the order in which they are asked for
 */
public record Demand(List<Selection> selections) {

    /**
     * What one selector asks for.
     *
     * @param matchers of the series, at least one
     * @param back how long before the evaluation its oldest sample may lie, at most; empty for a time that does not move with it ({@code @ 0})
     * @param ahead how long after the evaluation its newest sample lies; negative for before
     */
    public record Selection(List<LabelMatcher> matchers, Optional<Duration> back, Duration ahead) {

        public Selection {
            matchers = List.copyOf(matchers);
            requireNonNull(back, "back");
            requireNonNull(ahead, "ahead");
        }
    }

    private static final Instant ONCE = Instant.parse("2100-01-01T00:00:00Z");

    /** So much later that it cannot be mistaken which times move along. */
    private static final Instant AGAIN = ONCE.plus(Duration.ofDays(100_000));

    public Demand {
        selections = List.copyOf(selections);
    }

    /**
     * The demand of an expression.
     *
     * @throws EvaluationException if the expression cannot be evaluated whatever the data, for example for a range below zero
     */
    public static Demand of(Expr expression, EngineOptions options) {
        List<Asked> once = asked(expression, options, ONCE);
        List<Asked> again = asked(expression, options, AGAIN);
        // the steps of a subquery are multiples of its step, so how far back the first one lies depends on the time by
        // less than that
        Duration slack = Duration.ofMillis(subquerySteps(expression, options));
        List<Selection> selections = new ArrayList<>();
        for (int i = 0; i < once.size(); i++) {
            Asked first = once.get(i);
            boolean moves = again.get(i).from - first.from
                    > Duration.between(ONCE, AGAIN).toMillis() / 2;
            Duration back = Duration.ofMillis(ONCE.toEpochMilli() - first.from).plus(slack);
            selections.add(new Selection(
                    first.matchers,
                    moves ? Optional.of(back) : Optional.empty(),
                    Duration.ofMillis(first.to - ONCE.toEpochMilli())));
        }
        return new Demand(selections);
    }

    private static long subquerySteps(Expr expression, EngineOptions options) {
        long steps = 0;
        if (expression instanceof SubqueryExpr subquery) {
            Queryable nothing = (matchers, from, to) -> List.of();
            Evaluation evaluation =
                    new Evaluation(nothing, options, Cancellation.NEVER, Steps.single(ONCE.toEpochMilli()));
            steps = subquery.step()
                    .map(evaluation::millis)
                    .orElse(options.subqueryStep().toMillis());
        }
        for (Expr child : expression.children()) {
            steps += subquerySteps(child, options);
        }
        return steps;
    }

    /** How long before an evaluation its oldest sample may lie, all selectors together; empty where one looks at a fixed time. */
    public Optional<Duration> reach() {
        Duration longest = Duration.ZERO;
        for (Selection selection : selections) {
            if (selection.back().isEmpty()) {
                return Optional.empty();
            }
            longest = selection.back().get().compareTo(longest) > 0
                    ? selection.back().get()
                    : longest;
        }
        return Optional.of(longest);
    }

    private record Asked(List<LabelMatcher> matchers, long from, long to) {}

    private static List<Asked> asked(Expr expression, EngineOptions options, Instant time) {
        List<Asked> asked = new ArrayList<>();
        Queryable nothing = (matchers, from, to) -> {
            asked.add(new Asked(matchers, from, to));
            return List.of();
        };
        new Engine(options).instant(nothing, expression, time);
        return asked;
    }
}
