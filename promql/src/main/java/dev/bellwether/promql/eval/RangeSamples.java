package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SeriesSamples;
import java.util.Arrays;

/** The samples of one series that ranges are cut from: floats and histograms apart, without stale markers. Immutable. */
final class RangeSamples {

    private final Labels labels;
    private final boolean dropName;
    private final long[] floatTimes;
    private final double[] floats;
    private final long[] floatStarts;
    private final long[] histogramTimes;
    private final NativeHistogram[] histograms;
    private final long[] histogramStarts;

    private RangeSamples(Collector collected) {
        this.labels = collected.labels;
        this.dropName = collected.dropName;
        this.floatTimes = Arrays.copyOf(collected.floatTimes, collected.floatCount);
        this.floats = Arrays.copyOf(collected.floats, collected.floatCount);
        this.floatStarts = Arrays.copyOf(collected.floatStarts, collected.floatCount);
        this.histogramTimes = Arrays.copyOf(collected.histogramTimes, collected.histogramCount);
        this.histograms = Arrays.copyOf(collected.histograms, collected.histogramCount);
        this.histogramStarts = Arrays.copyOf(collected.histogramStarts, collected.histogramCount);
    }

    /** Of a stored series; without start times all of them are 0, as if unknown. */
    static RangeSamples of(SeriesSamples series, boolean startTimes, boolean findHints) {
        Collector collector = new Collector(series.labels(), false, series.size());
        for (int i = 0; i < series.size(); i++) {
            if (!series.isStale(i)) {
                NativeHistogram histogram = series.histogram(i);
                long start = startTimes ? series.startTime(i) : 0;
                if (histogram == null) {
                    collector.add(series.time(i), series.value(i), start);
                } else {
                    collector.add(
                            series.time(i),
                            findHints ? Selectors.withFoundHint(series, i, histogram) : histogram,
                            start);
                }
            }
        }
        return new RangeSamples(collector);
    }

    /** Of a series of a subquery. */
    static RangeSamples of(Column column, Steps steps) {
        Collector collector = new Collector(column.labels(), column.dropName(), steps.count());
        for (int i = 0; i < steps.count(); i++) {
            if (column.has(i)) {
                NativeHistogram histogram = column.histogram(i);
                if (histogram == null) {
                    collector.add(steps.time(i), column.value(i), 0);
                } else {
                    collector.add(steps.time(i), withoutNeighbour(histogram), 0);
                }
            }
        }
        return new RangeSamples(collector);
    }

    /** What a histogram says about the one before it in its series is not about the one before it in a subquery. */
    private static NativeHistogram withoutNeighbour(NativeHistogram histogram) {
        return histogram.hint() == CounterResetHint.GAUGE ? histogram : histogram.withHint(CounterResetHint.UNKNOWN);
    }

    Labels labels() {
        return labels;
    }

    boolean dropName() {
        return dropName;
    }

    /**
     * The samples after a time, up to another.
     *
     * @param rangeStart where the range begins that was asked for; the samples may reach further back
     */
    RangeWindow window(long after, long upTo, long rangeStart) {
        return new RangeWindow(
                this,
                rangeStart,
                upTo,
                firstAfter(floatTimes, after),
                firstAfter(floatTimes, upTo),
                firstAfter(histogramTimes, after),
                firstAfter(histogramTimes, upTo));
    }

    private static int firstAfter(long[] times, long time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found + 1 : -found - 1;
    }

    long floatTime(int position) {
        return floatTimes[position];
    }

    double floatValue(int position) {
        return floats[position];
    }

    long floatStart(int position) {
        return floatStarts[position];
    }

    long histogramTime(int position) {
        return histogramTimes[position];
    }

    NativeHistogram histogram(int position) {
        return histograms[position];
    }

    long histogramStart(int position) {
        return histogramStarts[position];
    }

    private static final class Collector {

        private final Labels labels;
        private final boolean dropName;
        private final long[] floatTimes;
        private final double[] floats;
        private final long[] floatStarts;
        private final long[] histogramTimes;
        private final NativeHistogram[] histograms;
        private final long[] histogramStarts;
        private int floatCount;
        private int histogramCount;

        Collector(Labels labels, boolean dropName, int capacity) {
            this.labels = labels;
            this.dropName = dropName;
            this.floatTimes = new long[capacity];
            this.floats = new double[capacity];
            this.floatStarts = new long[capacity];
            this.histogramTimes = new long[capacity];
            this.histograms = new NativeHistogram[capacity];
            this.histogramStarts = new long[capacity];
        }

        void add(long time, double value, long start) {
            floatTimes[floatCount] = time;
            floats[floatCount] = value;
            floatStarts[floatCount++] = start;
        }

        void add(long time, NativeHistogram histogram, long start) {
            histogramTimes[histogramCount] = time;
            histograms[histogramCount] = histogram;
            histogramStarts[histogramCount++] = start;
        }
    }
}
