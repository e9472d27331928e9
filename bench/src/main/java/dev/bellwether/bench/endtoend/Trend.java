package dev.bellwether.bench.endtoend;

import java.util.List;

/**
 * A line through samples, by least squares.
 *
 * @param mean of the samples
 * @param growth what the line rises by from the first sample to the last one, as a share of the mean
 */
public record Trend(double mean, double growth) {

    /**
     * A value at a time.
     *
     * @param at in any unit
     */
    record Sample(double at, double value) {}

    /** @throws IllegalArgumentException if there are fewer than two, or all at one time: no line goes through them */
    static Trend of(List<Sample> samples) {
        double meanAt = samples.stream().mapToDouble(Sample::at).average().orElse(Double.NaN);
        double mean = samples.stream().mapToDouble(Sample::value).average().orElse(Double.NaN);
        double spread = 0;
        double together = 0;
        for (Sample sample : samples) {
            spread += (sample.at() - meanAt) * (sample.at() - meanAt);
            together += (sample.at() - meanAt) * (sample.value() - mean);
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException(
                    "samples: " + samples.size() + " (expected: at least two, at different times)");
        }
        double first = samples.stream().mapToDouble(Sample::at).min().orElseThrow();
        double last = samples.stream().mapToDouble(Sample::at).max().orElseThrow();
        return new Trend(mean, together / spread * (last - first) / mean);
    }
}
