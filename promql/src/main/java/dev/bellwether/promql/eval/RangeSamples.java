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
        this.floatTimes = collected.floatTimes;
        this.floats = collected.floats;
        this.floatStarts = collected.floatStarts;
        this.histogramTimes = collected.histogramTimes;
        this.histograms = collected.histograms;
        this.histogramStarts = collected.histogramStarts;
    }

    /** Of a stored series; without start times all of them are 0, as if unknown. */
    static RangeSamples of(SeriesSamples series, boolean startTimes, boolean findHints) {
        int floats = 0;
        int histograms = 0;
        for (int i = 0; i < series.size(); i++) {
            if (!series.isStale(i)) {
                floats += series.histogram(i) == null ? 1 : 0;
                histograms += series.histogram(i) == null ? 0 : 1;
            }
        }
        Collector collector = new Collector(series.labels(), false, floats, histograms, startTimes);
        for (int i = 0; i < series.size(); i++) {
            if (!series.isStale(i)) {
                NativeHistogram histogram = series.histogram(i);
                if (histogram == null) {
                    collector.add(series.time(i), series.value(i), series.startTime(i));
                } else {
                    collector.add(
                            series.time(i),
                            findHints ? Selectors.withFoundHint(series, i, histogram) : histogram,
                            series.startTime(i));
                }
            }
        }
        return new RangeSamples(collector);
    }

    /** Of a series of a subquery. */
    static RangeSamples of(Column column, Steps steps) {
        int histograms = column.histograms();
        Collector collector =
                new Collector(column.labels(), column.dropName(), column.samples() - histograms, histograms, false);
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
     * @param rangeEnd where it ends; they may reach further
     */
    RangeWindow window(long after, long upTo, long rangeStart, long rangeEnd) {
        return new RangeWindow(
                this,
                rangeStart,
                rangeEnd,
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
        return floatStarts.length == 0 ? 0 : floatStarts[position];
    }

    long histogramTime(int position) {
        return histogramTimes[position];
    }

    NativeHistogram histogram(int position) {
        return histograms[position];
    }

    long histogramStart(int position) {
        return histogramStarts.length == 0 ? 0 : histogramStarts[position];
    }

    /** Fills arrays of the right length; those of the start times are empty where nobody wants them. */
    private static final class Collector {

        private static final long[] NONE = {};
        private static final double[] NO_FLOATS = {};
        private static final NativeHistogram[] NO_HISTOGRAMS = {};

        private final Labels labels;
        private final boolean dropName;
        private final boolean startTimes;
        private final long[] floatTimes;
        private final double[] floats;
        private final long[] floatStarts;
        private final long[] histogramTimes;
        private final NativeHistogram[] histograms;
        private final long[] histogramStarts;
        private int floatCount;
        private int histogramCount;

        Collector(Labels labels, boolean dropName, int floats, int histograms, boolean startTimes) {
            this.labels = labels;
            this.dropName = dropName;
            this.startTimes = startTimes;
            this.floatTimes = floats == 0 ? NONE : new long[floats];
            this.floats = floats == 0 ? NO_FLOATS : new double[floats];
            this.floatStarts = startTimes ? new long[floats] : NONE;
            this.histogramTimes = histograms == 0 ? NONE : new long[histograms];
            this.histograms = histograms == 0 ? NO_HISTOGRAMS : new NativeHistogram[histograms];
            this.histogramStarts = startTimes ? new long[histograms] : NONE;
        }

        void add(long time, double value, long start) {
            floatTimes[floatCount] = time;
            floats[floatCount] = value;
            if (startTimes) {
                floatStarts[floatCount] = start;
            }
            floatCount++;
        }

        void add(long time, NativeHistogram histogram, long start) {
            histogramTimes[histogramCount] = time;
            histograms[histogramCount] = histogram;
            if (startTimes) {
                histogramStarts[histogramCount] = start;
            }
            histogramCount++;
        }
    }
}
