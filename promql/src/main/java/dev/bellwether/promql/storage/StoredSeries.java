package dev.bellwether.promql.storage;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A series of a {@link SeriesStore}: its samples in rising order of time, each time once. Owned by the store. */
final class StoredSeries {

    private static final int FIRST_CAPACITY = 16;

    private final Labels labels;

    // Samples stand from first to end; those before were forgotten.
    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];

    /** Null while all samples are numbers. */
    private @Nullable NativeHistogram @Nullable [] histograms;

    /** Null while nobody said when a counter started. */
    private long @Nullable [] startTimes;

    private int first;
    private int end;

    /** What was read last; null when that has changed since. */
    private @Nullable SeriesSamples samples;

    StoredSeries(Labels labels) {
        this.labels = labels;
    }

    Labels labels() {
        return labels;
    }

    int size() {
        return end - first;
    }

    boolean has(long time) {
        return Arrays.binarySearch(times, first, end, time) >= 0;
    }

    boolean put(StoredSample sample) {
        int at = end == first || times[end - 1] < sample.time()
                ? end
                : Arrays.binarySearch(times, first, end, sample.time());
        if (at >= first && at < end) {
            if (StoredSample.PRECEDENCE.compare(at(at), sample) >= 0) {
                return StoredSample.PRECEDENCE.compare(at(at), sample) == 0;
            }
        } else {
            at = makeRoom(at < 0 ? -at - 1 : at);
        }
        set(at, sample);
        samples = null;
        return true;
    }

    private StoredSample at(int position) {
        NativeHistogram histogram = histograms == null ? null : histograms[position];
        return new StoredSample(
                times[position],
                values[position],
                Optional.ofNullable(histogram),
                startTimes == null ? 0 : startTimes[position]);
    }

    /** Moves what is at a position and behind it; returns where the free place is, since all may have been moved to the front. */
    private int makeRoom(int position) {
        int at = position;
        if (end == times.length) {
            at -= first;
            resize(size() < times.length / 2 ? times.length : 2 * times.length);
        }
        move(at, at + 1, end - at);
        end++;
        return at;
    }

    private void resize(int capacity) {
        int size = size();
        times = Arrays.copyOf(Arrays.copyOfRange(times, first, end), capacity);
        values = Arrays.copyOf(Arrays.copyOfRange(values, first, end), capacity);
        histograms = histograms == null ? null : Arrays.copyOf(Arrays.copyOfRange(histograms, first, end), capacity);
        startTimes = startTimes == null ? null : Arrays.copyOf(Arrays.copyOfRange(startTimes, first, end), capacity);
        first = 0;
        end = size;
    }

    private void move(int from, int to, int count) {
        System.arraycopy(times, from, times, to, count);
        System.arraycopy(values, from, values, to, count);
        if (histograms != null) {
            System.arraycopy(histograms, from, histograms, to, count);
        }
        if (startTimes != null) {
            System.arraycopy(startTimes, from, startTimes, to, count);
        }
    }

    private void set(int at, StoredSample sample) {
        times[at] = sample.time();
        values[at] = sample.value();
        if (histograms == null && sample.histogram().isPresent()) {
            histograms = new NativeHistogram[times.length];
        }
        if (histograms != null) {
            histograms[at] = sample.histogram().orElse(null);
        }
        if (startTimes == null && sample.startTime() != 0) {
            startTimes = new long[times.length];
        }
        if (startTimes != null) {
            startTimes[at] = sample.startTime();
        }
    }

    /** Returns how many samples were forgotten. */
    int forgetBefore(long time) {
        int found = Arrays.binarySearch(times, first, end, time);
        int keep = found >= 0 ? found : -found - 1;
        int forgotten = keep - first;
        if (forgotten > 0) {
            if (histograms != null) {
                Arrays.fill(histograms, first, keep, null);
            }
            first = keep;
            samples = null;
        }
        return forgotten;
    }

    /** All samples, as they are now. */
    SeriesSamples samples() {
        if (samples == null) {
            SeriesSamples.Builder builder = SeriesSamples.builder(labels);
            for (int i = first; i < end; i++) {
                builder.add(
                        times[i],
                        values[i],
                        histograms == null ? null : histograms[i],
                        startTimes == null ? 0 : startTimes[i]);
            }
            samples = InMemorySeries.withDerivedHints(builder.build());
        }
        return samples;
    }
}
