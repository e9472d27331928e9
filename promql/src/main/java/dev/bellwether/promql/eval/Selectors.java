package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.VectorSelector;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Instant vectors from selectors: of each series the newest sample that is not too old, unless it says that the series has ended. */
final class Selectors {

    /** What is taken of the sample that is found. */
    enum Content {
        SAMPLE,
        /** The time of the sample, in seconds. */
        TIME,
        /** The time at which its counter started, in seconds. */
        START_TIME,
        /** The time of a float, in seconds; a histogram as it is. */
        TIME_OF_FLOAT
    }

    private final Evaluation evaluation;
    private final Set<VectorSelector> statisticsOnly;

    Selectors(Evaluation evaluation, Set<VectorSelector> statisticsOnly) {
        this.evaluation = evaluation;
        this.statisticsOnly = statisticsOnly;
    }

    List<Column> instant(VectorSelector selector, Steps steps) {
        TimeReference reference = TimeReference.of(selector.shift(), evaluation);
        return selector.extension() == Extension.SMOOTHED
                ? smoothed(selector, reference, steps)
                : instant(selector.allMatchers(), reference, steps, Content.SAMPLE, statisticsOnly.contains(selector));
    }

    List<Column> instant(VectorSelector selector, Steps steps, Content content) {
        return instant(selector.allMatchers(), TimeReference.of(selector.shift(), evaluation), steps, content, false);
    }

    /**
     * For series of which only the labels count: of each step the time of the newest sample, in seconds, so that the newest of several
     * series can be told. Histograms are as they are.
     */
    List<Column> infoAt(List<LabelMatcher> matchers, Steps steps) {
        TimeReference now = new TimeReference(OptionalLong.empty(), 0);
        return instant(matchers, now, steps, Content.TIME_OF_FLOAT, false);
    }

    private List<Column> instant(
            List<LabelMatcher> matchers, TimeReference reference, Steps steps, Content content, boolean statistics) {
        long from = reference.at(steps.first()) - evaluation.lookback() + 1;
        List<Column> columns = new ArrayList<>();
        for (SeriesSamples series : evaluation.select(matchers, from, reference.at(steps.last()))) {
            Column column = evaluation.column(series.labels(), false, steps.count());
            int newest = -1;
            for (int step = 0; step < steps.count(); step++) {
                long time = reference.at(steps.time(step));
                while (newest + 1 < series.size() && series.time(newest + 1) <= time) {
                    newest++;
                }
                if (newest >= 0 && series.time(newest) > time - evaluation.lookback() && !series.isStale(newest)) {
                    set(column, step, series, newest, content, statistics);
                }
            }
            columns.add(column);
        }
        return columns;
    }

    private static void set(
            Column column, int step, SeriesSamples series, int position, Content content, boolean statistics) {
        switch (content) {
            case SAMPLE -> {
                NativeHistogram histogram = series.histogram(position);
                column.set(
                        step,
                        series.value(position),
                        statistics && histogram != null ? withFoundHint(series, position, histogram) : histogram);
            }
            case TIME -> column.set(step, series.time(position) / 1000.0);
            case TIME_OF_FLOAT -> column.set(step, series.time(position) / 1000.0, series.histogram(position));
            case START_TIME -> column.set(step, series.startTime(position) / 1000.0);
        }
    }

    /** Says about a histogram of which nothing is known whether it is a reset. */
    static NativeHistogram withFoundHint(SeriesSamples series, int position, NativeHistogram histogram) {
        NativeHistogram before = null;
        for (int i = position - 1; i >= 0 && before == null; i--) {
            before = series.isStale(i) ? null : series.histogram(i);
        }
        if (before == null || histogram.hint() != CounterResetHint.UNKNOWN) {
            return histogram;
        }
        return histogram.withHint(histogram.isResetAfter(before) ? CounterResetHint.RESET : CounterResetHint.NOT_RESET);
    }

    boolean wantsStatisticsOnly(VectorSelector selector) {
        return statisticsOnly.contains(selector);
    }

    private List<Column> smoothed(VectorSelector selector, TimeReference reference, Steps steps) {
        long from = reference.at(steps.first()) - evaluation.lookback() + 1;
        long to = reference.at(steps.last()) + evaluation.lookback();
        List<Column> columns = new ArrayList<>();
        for (SeriesSamples series : evaluation.select(selector.allMatchers(), from, to)) {
            evaluation.worked(series.size());
            RangeSamples samples = RangeSamples.of(series, evaluation.usesStartTimes(), false);
            Column column = evaluation.column(series.labels(), false, steps.count());
            for (int step = 0; step < steps.count(); step++) {
                long time = reference.at(steps.time(step));
                Sample sample = interpolated(samples, time, selector);
                if (sample != null) {
                    column.set(step, sample);
                }
            }
            columns.add(column);
        }
        return columns;
    }

    private @Nullable Sample interpolated(RangeSamples samples, long time, VectorSelector selector) {
        long from = time - evaluation.lookback();
        long to = time + evaluation.lookback();
        RangeWindow window = samples.window(from, to, from, to);
        if (window.isMixed()) {
            evaluation.annotations().mixedFloatsAndHistograms(samples.labels().metricName(), selector.span());
            return null;
        }
        if (window.floats() > 0) {
            return Interpolation.floatAt(window, time);
        }
        try {
            return window.histograms() > 0
                    ? Interpolation.histogramAt(window, time, evaluation, selector.span())
                    : null;
        } catch (IncompatibleBucketsException e) {
            evaluation.annotations().mixedSchemas(samples.labels().metricName(), selector.span());
            return null;
        }
    }
}
