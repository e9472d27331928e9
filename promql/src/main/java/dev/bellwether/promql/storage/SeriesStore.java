package dev.bellwether.promql.storage;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Series in memory that grow at one end and are forgotten at the other. Mutable, for one thread; what {@link #select} returned stays as
 * it was.
 *
 * <p>Samples are a set: they may come in any order, and where two samples of a series have the same time, the same one of them stays
 * whichever came first. So the content depends on what was put in, and not on when. What histograms say about counter resets is found
 * out anew, as in {@link InMemorySeries}.
 */
public final class SeriesStore implements Queryable {

    /** Answers that are remembered at most: the selectors of some thousand rules. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<Labels, StoredSeries> all = new HashMap<>();

    /** Of each metric, in rising order of labels. */
    private final Map<String, TreeMap<Labels, StoredSeries>> byMetric = new TreeMap<>();

    /** Which series a selector means, until there is a series more or less. */
    private final Map<List<LabelMatcher>, List<StoredSeries>> remembered = new HashMap<>();

    private long samples;

    /**
     * Puts a sample in.
     *
     * @param labels of its series
     * @return whether it is there now; false where another one of that time is kept
     */
    public boolean put(Labels labels, StoredSample sample) {
        StoredSeries series = all.get(labels);
        if (series == null) {
            series = new StoredSeries(labels);
            all.put(labels, series);
            byMetric.computeIfAbsent(labels.metricName(), name -> new TreeMap<>())
                    .put(labels, series);
            remembered.clear();
        }
        int before = series.size();
        boolean kept = series.put(sample);
        samples += series.size() - before;
        return kept;
    }

    /** Whether a series has a sample of this time. */
    public boolean has(Labels labels, long time) {
        StoredSeries series = all.get(labels);
        return series != null && series.has(time);
    }

    /** Forgets samples before a time, and series that have none left. */
    public void forgetBefore(long time) {
        Iterator<StoredSeries> stored = all.values().iterator();
        while (stored.hasNext()) {
            StoredSeries series = stored.next();
            samples -= series.forgetBefore(time);
            if (series.size() == 0) {
                stored.remove();
                forget(series.labels());
            }
        }
    }

    private void forget(Labels labels) {
        String metric = labels.metricName();
        TreeMap<Labels, StoredSeries> ofMetric = byMetric.get(metric);
        if (ofMetric != null) {
            ofMetric.remove(labels);
            if (ofMetric.isEmpty()) {
                byMetric.remove(metric);
            }
        }
        remembered.clear();
    }

    /** Number of samples. */
    public long samples() {
        return samples;
    }

    /** Number of series. */
    public int series() {
        return all.size();
    }

    @Override
    public List<SeriesSamples> select(List<LabelMatcher> matchers, long from, long to) {
        List<StoredSeries> meant = remembered.get(matchers);
        if (meant == null) {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            meant = meant(matchers);
            remembered.put(List.copyOf(matchers), meant);
        }
        List<SeriesSamples> selected = new ArrayList<>(meant.size());
        for (StoredSeries series : meant) {
            SeriesSamples between = series.samples().between(from, to);
            if (between.size() > 0) {
                selected.add(between);
            }
        }
        return selected;
    }

    private List<StoredSeries> meant(List<LabelMatcher> matchers) {
        List<StoredSeries> meant = new ArrayList<>();
        for (Map.Entry<String, TreeMap<Labels, StoredSeries>> metric : byMetric.entrySet()) {
            if (isMeant(metric.getKey(), matchers)) {
                for (StoredSeries series : metric.getValue().values()) {
                    if (allMatch(matchers, series.labels())) {
                        meant.add(series);
                    }
                }
            }
        }
        // metrics one after the other are not yet in the order of their label sets, in which a name may stand before
        // __name__
        meant.sort((a, b) -> a.labels().compareTo(b.labels()));
        return meant;
    }

    private static boolean isMeant(String metric, List<LabelMatcher> matchers) {
        for (LabelMatcher matcher : matchers) {
            if (matcher.name().equals(Labels.METRIC_NAME) && !matcher.matches(metric)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allMatch(List<LabelMatcher> matchers, Labels labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
