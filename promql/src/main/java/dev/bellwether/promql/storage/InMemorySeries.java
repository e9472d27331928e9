package dev.bellwether.promql.storage;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Series in memory. Immutable.
 *
 * <p>What histograms say about counter resets is found out anew, as Prometheus' storage does: a histogram of the same buckets as the one
 * before it, in which nothing has become less, is no reset; of any other it is not known.
 */
public final class InMemorySeries implements Queryable {

    /** In rising order of labels. */
    private final List<SeriesSamples> all;

    private final Map<String, List<SeriesSamples>> byMetric = new HashMap<>();

    /**
     * These series.
     *
     * @throws IllegalArgumentException if a label set occurs twice
     */
    public static InMemorySeries of(Collection<SeriesSamples> series) {
        NavigableMap<Labels, SeriesSamples> sorted = new TreeMap<>();
        for (SeriesSamples samples : series) {
            if (sorted.put(samples.labels(), withDerivedHints(samples)) != null) {
                throw new IllegalArgumentException("series: " + samples.labels() + " occurs twice");
            }
        }
        return new InMemorySeries(List.copyOf(sorted.values()));
    }

    private InMemorySeries(List<SeriesSamples> sorted) {
        all = sorted;
        for (SeriesSamples samples : sorted) {
            byMetric.computeIfAbsent(samples.labels().metricName(), name -> new ArrayList<>())
                    .add(samples);
        }
    }

    @Override
    public List<SeriesSamples> select(List<LabelMatcher> matchers, long from, long to) {
        List<SeriesSamples> selected = new ArrayList<>();
        for (SeriesSamples samples : candidates(matchers)) {
            if (allMatch(matchers, samples.labels())) {
                SeriesSamples between = samples.between(from, to);
                if (between.size() > 0) {
                    selected.add(between);
                }
            }
        }
        return selected;
    }

    /** Those of one metric, if the matchers ask for one. */
    private List<SeriesSamples> candidates(List<LabelMatcher> matchers) {
        for (LabelMatcher matcher : matchers) {
            if (matcher.type() == LabelMatcher.Type.EQUAL && matcher.name().equals(Labels.METRIC_NAME)) {
                return byMetric.getOrDefault(matcher.value(), List.of());
            }
        }
        return all;
    }

    private static boolean allMatch(List<LabelMatcher> matchers, Labels labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    static SeriesSamples withDerivedHints(SeriesSamples samples) {
        if (!samples.hasHistograms()) {
            return samples;
        }
        SeriesSamples.Builder derived = SeriesSamples.builder(samples.labels());
        NativeHistogram before = null;
        for (int i = 0; i < samples.size(); i++) {
            NativeHistogram histogram = samples.histogram(i);
            NativeHistogram hinted = histogram == null ? null : histogram.withHint(hint(histogram, before));
            derived.add(samples.time(i), samples.value(i), hinted, samples.startTime(i));
            before = histogram;
        }
        return derived.build();
    }

    private static CounterResetHint hint(NativeHistogram histogram, @Nullable NativeHistogram before) {
        if (histogram.hint() == CounterResetHint.GAUGE) {
            return CounterResetHint.GAUGE;
        }
        if (before == null
                || before.hint() == CounterResetHint.GAUGE
                || !before.hasSameLayout(histogram)
                || StaleMarker.is(before.sum())) {
            return CounterResetHint.UNKNOWN;
        }
        return histogram.isResetAfter(before) ? CounterResetHint.UNKNOWN : CounterResetHint.NOT_RESET;
    }
}
