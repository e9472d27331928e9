package dev.bellwether.promql.storage;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import java.util.Collection;
import java.util.List;
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

    private final NavigableMap<Labels, SeriesSamples> series = new TreeMap<>();

    /**
     * These series.
     *
     * @throws IllegalArgumentException if a label set occurs twice
     */
    public static InMemorySeries of(Collection<SeriesSamples> series) {
        InMemorySeries memory = new InMemorySeries();
        for (SeriesSamples samples : series) {
            if (memory.series.put(samples.labels(), withDerivedHints(samples)) != null) {
                throw new IllegalArgumentException("series: " + samples.labels() + " occurs twice");
            }
        }
        return memory;
    }

    private InMemorySeries() {}

    @Override
    public List<SeriesSamples> select(List<LabelMatcher> matchers, long from, long to) {
        return series.values().stream()
                .filter(samples -> matchers.stream().allMatch(matcher -> matcher.matches(samples.labels())))
                .map(samples -> samples.between(from, to))
                .filter(samples -> samples.size() > 0)
                .toList();
    }

    private static SeriesSamples withDerivedHints(SeriesSamples samples) {
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
