package dev.bellwether.promql.eval;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.eval.EngineOptions.Feature;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.DurationExpr;
import java.util.List;

/** What all parts of the evaluation of one query share: where series come from, its limits, its annotations. */
final class Evaluation {

    /** How many samples are worked on between two looks at the cancellation. */
    private static final int WORK_BETWEEN_CHECKS = 1_000;

    private final Queryable queryable;
    private final EngineOptions options;
    private final Cancellation cancellation;
    private final Steps query;
    private final DurationExpr.QueryTimes times;
    private final Annotations annotations = new Annotations();
    private long samples;
    private long work;

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
        series.forEach(chosen -> reserve(chosen.size()));
        return series;
    }

    /** The steps of a subquery. */
    Steps steps(long first, long last, long interval) {
        return Steps.between(first, last, interval, options.limits().steps());
    }

    /**
     * A series without samples, to be filled in.
     *
     * @param dropName whether the name of the metric is no longer right, and goes at the end
     */
    Column column(Labels labels, boolean dropName, int steps) {
        reserve(steps);
        worked(steps);
        return new Column(labels, dropName, steps);
    }

    /** As many floats as there are steps. */
    double[] scalars(int steps) {
        reserve(steps);
        return new double[steps];
    }

    /** Makes sure, before there is any, that so many samples more are within the limit. What is let go again is not taken off. */
    private void reserve(long count) {
        samples += count;
        if (samples > options.limits().samples()) {
            throw new EvaluationException("query processing would load too many samples into memory, expected at most "
                    + options.limits().samples());
        }
    }

    /** Said in every loop whose length the series decide, so that a cancelled query ends soon wherever it is. */
    void worked(long samplesWorkedOn) {
        work += samplesWorkedOn;
        if (work >= WORK_BETWEEN_CHECKS) {
            checkCancelled();
        }
    }

    void checkCancelled() {
        work = 0;
        if (cancellation.isCancelled()) {
            throw new EvaluationException(cancellation.reason());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new EvaluationException("query was cancelled");
        }
    }
}
