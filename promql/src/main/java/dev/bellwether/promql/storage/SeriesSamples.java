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

    /** Null where all samples are floats. */
    private final @Nullable NativeHistogram @Nullable [] histograms;

    /** Null where all are 0. */
    private final long @Nullable [] startTimes;

    /** The samples are those from here on, to the other. */
    private final int from;

    private final int to;

    private SeriesSamples(Builder builder) {
        this.labels = builder.labels;
        this.times = Arrays.copyOf(builder.times, builder.size);
        this.values = Arrays.copyOf(builder.values, builder.size);
        this.histograms = builder.anyHistogram ? Arrays.copyOf(builder.histograms, builder.size) : null;
        this.startTimes = builder.anyStartTime ? Arrays.copyOf(builder.startTimes, builder.size) : null;
        this.from = 0;
        this.to = builder.size;
    }

    private SeriesSamples(SeriesSamples all, int from, int to) {
        this.labels = all.labels;
        this.times = all.times;
        this.values = all.values;
        this.histograms = all.histograms;
        this.startTimes = all.startTimes;
        this.from = from;
        this.to = to;
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
        return to - from;
    }

    /** Time of a sample, in milliseconds since the epoch. */
    public long time(int position) {
        return times[from + position];
    }

    /** Value of a sample; not to be asked where there is a histogram. */
    public double value(int position) {
        return values[from + position];
    }

    /** The histogram of a sample; null where it is a float. */
    public @Nullable NativeHistogram histogram(int position) {
        return histograms == null ? null : histograms[from + position];
    }

    /** When the counter of a sample started, in milliseconds since the epoch; 0 where nobody said. */
    public long startTime(int position) {
        return startTimes == null ? 0 : startTimes[from + position];
    }

    /** Whether a sample of the series is a histogram, be it in this stretch of time or not. */
    boolean hasHistograms() {
        return histograms != null;
    }

    /** Whether a sample says that the series ended. */
    public boolean isStale(int position) {
        NativeHistogram histogram = histogram(position);
        return StaleMarker.is(histogram == null ? value(position) : histogram.sum());
    }

    /** The samples of a stretch of time, both ends included. */
    SeriesSamples between(long start, long end) {
        int first = firstAtOrAfter(start);
        int last = end == Long.MAX_VALUE ? to : firstAtOrAfter(end + 1);
        return new SeriesSamples(this, first, Math.max(first, last));
    }

    private int firstAtOrAfter(long time) {
        int found = Arrays.binarySearch(times, from, to, time);
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
        private boolean anyHistogram;
        private boolean anyStartTime;
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
            anyHistogram |= histogram != null;
            anyStartTime |= startTime != 0;
            size++;
            return this;
        }

        public SeriesSamples build() {
            return new SeriesSamples(this);
        }
    }
}
