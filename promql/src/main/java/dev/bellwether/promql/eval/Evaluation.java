package dev.bellwether.promql.eval;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.eval.EngineOptions.Feature;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.DurationExpr;
import java.util.List;

/** What all parts of the evaluation of one query share: where series come from, its limits, its annotations. */
final class Evaluation {

    private final Queryable queryable;
    private final EngineOptions options;
    private final Cancellation cancellation;
    private final Steps query;
    private final DurationExpr.QueryTimes times;
    private final Annotations annotations = new Annotations();
    private long samples;

    Evaluation(Queryable queryable, EngineOptions options, Cancellation cancellation, Steps query) {
        this.queryable = requireNonNull(queryable, "queryable");
        this.options = options;
        this.cancellation = requireNonNull(cancellation, "cancellation");
        this.query = query;
        this.times = new DurationExpr.QueryTimes(
                query.count() == 1 && query.interval() == 1 ? 0 : query.interval(), query.last() - query.first());
    }

    Annotations annotations() {
        return annotations;
    }

    /** The steps of the whole query. */
    Steps query() {
        return query;
    }

    boolean isRangeQuery() {
        return times.stepMillis() > 0;
    }

    DurationExpr.QueryTimes times() {
        return times;
    }

    long lookback() {
        return options.lookback().toMillis();
    }

    long subqueryStep() {
        return options.subqueryStep().toMillis();
    }

    boolean delaysNameRemoval() {
        return options.has(Feature.DELAYED_NAME_REMOVAL);
    }

    boolean usesStartTimes() {
        return options.has(Feature.START_TIMESTAMPS);
    }

    boolean usesTypeLabels() {
        return options.has(Feature.TYPE_AND_UNIT_LABELS);
    }

    /** Milliseconds that a duration stands for in this query. */
    long millis(DurationExpr duration) {
        try {
            return duration.millis(times);
        } catch (ArithmeticException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()));
        }
    }

    /** Milliseconds of a range or a step, which have to be above 0. */
    long positiveMillis(DurationExpr duration) {
        long millis = millis(duration);
        if (millis <= 0) {
            throw new EvaluationException("duration must be greater than 0");
        }
        return millis;
    }

    List<SeriesSamples> select(List<LabelMatcher> matchers, long from, long to) {
        checkCancelled();
        List<SeriesSamples> series = queryable.select(matchers, from, to);
        if (series.size() > options.limits().series()) {
            throw new EvaluationException(
                    "query chooses " + series.size() + " series with one selector, expected at most "
                            + options.limits().series());
        }
        series.forEach(chosen -> countSamples(chosen.size()));
        return series;
    }

    Steps checked(Steps steps) {
        if (steps.count() > options.limits().steps()) {
            throw new EvaluationException("query has " + steps.count() + " steps, expected at most "
                    + options.limits().steps());
        }
        return steps;
    }

    /** Says that so many samples more are held. What is let go again is not taken off: the limit is one for all the query. */
    void countSamples(long count) {
        samples += count;
        if (samples > options.limits().samples()) {
            throw new EvaluationException("query processing would load too many samples into memory, expected at most "
                    + options.limits().samples());
        }
    }

    void checkCancelled() {
        if (Thread.currentThread().isInterrupted() || cancellation.isCancelled()) {
            throw new EvaluationException("query was cancelled");
        }
    }
}
