package dev.bellwether.promql.storage;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A series and some of its samples, in rising order of time, each time once. A sample is a float or a native histogram. Immutable. */
public final class SeriesSamples {

    private final Labels labels;
    private final long[] times;
    private final double[] values;
    private final @Nullable NativeHistogram[] histograms;
    private final long[] startTimes;

    private SeriesSamples(Builder builder) {
        this.labels = builder.labels;
        this.times = Arrays.copyOf(builder.times, builder.size);
        this.values = Arrays.copyOf(builder.values, builder.size);
        this.histograms = Arrays.copyOf(builder.histograms, builder.size);
        this.startTimes = Arrays.copyOf(builder.startTimes, builder.size);
    }

    private SeriesSamples(SeriesSamples all, int from, int to) {
        this.labels = all.labels;
        this.times = Arrays.copyOfRange(all.times, from, to);
        this.values = Arrays.copyOfRange(all.values, from, to);
        this.histograms = Arrays.copyOfRange(all.histograms, from, to);
        this.startTimes = Arrays.copyOfRange(all.startTimes, from, to);
    }

    /** A series to be filled in. */
    public static Builder builder(Labels labels) {
        return new Builder(labels);
    }

    public Labels labels() {
        return labels;
    }

    /** Number of samples. */
    public int size() {
        return times.length;
    }

    /** Time of a sample, in milliseconds since the epoch. */
    public long time(int position) {
        return times[position];
    }

    /** Value of a sample; not to be asked where there is a histogram. */
    public double value(int position) {
        return values[position];
    }

    /** The histogram of a sample; null where it is a float. */
    public @Nullable NativeHistogram histogram(int position) {
        return histograms[position];
    }

    /** When the counter of a sample started, in milliseconds since the epoch; 0 where nobody said. */
    public long startTime(int position) {
        return startTimes[position];
    }

    /** Whether a sample says that the series ended. */
    public boolean isStale(int position) {
        NativeHistogram histogram = histograms[position];
        return StaleMarker.is(histogram == null ? values[position] : histogram.sum());
    }

    /** The samples of a stretch of time, both ends included. */
    SeriesSamples between(long from, long to) {
        int first = firstAtOrAfter(from);
        return new SeriesSamples(this, first, Math.max(first, to == Long.MAX_VALUE ? size() : firstAtOrAfter(to + 1)));
    }

    private int firstAtOrAfter(long time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 1;
    }

    /** Collects samples in rising order of time. */
    public static final class Builder {

        private static final int FIRST_CAPACITY = 16;

        private final Labels labels;
        private long[] times = new long[FIRST_CAPACITY];
        private double[] values = new double[FIRST_CAPACITY];
        private @Nullable NativeHistogram[] histograms = new NativeHistogram[FIRST_CAPACITY];
        private long[] startTimes = new long[FIRST_CAPACITY];
        private int size;

        private Builder(Labels labels) {
            this.labels = requireNonNull(labels, "labels");
        }

        /** A float. */
        public Builder add(long time, double value) {
            return add(time, value, null, 0);
        }

        /** A native histogram. */
        public Builder add(long time, NativeHistogram histogram) {
            return add(time, 0, requireNonNull(histogram, "histogram"), 0);
        }

        /**
         * A sample.
         *
         * @param histogram null for a float
         * @param startTime when its counter started; 0 if unknown
         * @throws IllegalArgumentException if it is not later than the one before
         */
        public Builder add(long time, double value, @Nullable NativeHistogram histogram, long startTime) {
            if (size > 0 && time <= times[size - 1]) {
                throw new IllegalArgumentException("time: " + time + " (expected: after " + times[size - 1] + ")");
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
                histograms = Arrays.copyOf(histograms, 2 * size);
                startTimes = Arrays.copyOf(startTimes, 2 * size);
            }
            times[size] = time;
            values[size] = value;
            histograms[size] = histogram;
            startTimes[size] = startTime;
            size++;
            return this;
        }

        public SeriesSamples build() {
            return new SeriesSamples(this);
        }
    }
}
