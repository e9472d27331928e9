package dev.bellwether.promql.storage;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.histogram.NativeHistogram;
import java.util.Comparator;
import java.util.Optional;

/**
 * A sample of a series.
 *
 * @param time milliseconds since the epoch
 * @param value a number; 0 where there is a histogram
 * @param histogram a native histogram, in place of a number
 * @param startTime when its counter started, in milliseconds since the epoch; 0 where nobody said
 */
public record StoredSample(long time, double value, Optional<NativeHistogram> histogram, long startTime) {

    /**
     * Which of two samples of one time stays: a total order for those that differ, so that it does not matter which came first. An end of
     * the series is above every number, and a histogram above both.
     */
    static final Comparator<StoredSample> PRECEDENCE = Comparator.<StoredSample>comparingInt(
                    sample -> sample.histogram.isPresent() ? 1 : 0)
            .thenComparingLong(sample -> Double.doubleToRawLongBits(
                    sample.histogram.map(NativeHistogram::count).orElse(sample.value)))
            .thenComparingDouble(
                    sample -> sample.histogram.map(NativeHistogram::sum).orElse(0.0))
            .thenComparing(
                    sample -> sample.histogram.map(NativeHistogram::toString).orElse(""))
            .thenComparingLong(StoredSample::startTime);

    public StoredSample {
        requireNonNull(histogram, "histogram");
    }

    /** A number. */
    public static StoredSample of(long time, double value) {
        return new StoredSample(time, value, Optional.empty(), 0);
    }

    /** A native histogram. */
    public static StoredSample of(long time, NativeHistogram histogram) {
        return new StoredSample(time, 0, Optional.of(histogram), 0);
    }
}
