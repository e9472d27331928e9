package dev.bellwether.bench.promql;

import dev.bellwether.promql.labels.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an engine answered, in a form that can be compared.
 *
 * @param series values by time, in milliseconds since the epoch, of each series
 */
record Answer(Map<Labels, Map<Long, Double>> series) {

    Answer {
        series = Map.copyOf(series);
    }

    /** The first difference, in words; none if the answers are the same. */
    Optional<String> differenceFrom(Answer other, double tolerance) {
        if (!series.keySet().equals(other.series.keySet())) {
            return Optional.of(series.size() + " series, not the same as the other's " + other.series.size());
        }
        for (Map.Entry<Labels, Map<Long, Double>> one : new TreeMap<>(series).entrySet()) {
            Map<Long, Double> mine = one.getValue();
            Map<Long, Double> others = other.series.getOrDefault(one.getKey(), Map.of());
            if (!mine.keySet().equals(others.keySet())) {
                return Optional.of(one.getKey() + ": at other times");
            }
            for (Map.Entry<Long, Double> sample : new TreeMap<>(mine).entrySet()) {
                double theirs = others.getOrDefault(sample.getKey(), Double.NaN);
                if (!close(sample.getValue(), theirs, tolerance)) {
                    return Optional.of(one.getKey() + ": " + sample.getValue() + ", the other's is " + theirs);
                }
            }
        }
        return Optional.empty();
    }

    int samples() {
        return series.values().stream().mapToInt(Map::size).sum();
    }

    private static boolean close(double a, double b, double tolerance) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.compare(a, b) == 0;
        }
        return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }
}
