package dev.bellwether.promql.conformance;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Adds to classic histograms the same as native ones with custom buckets: what {@code load_with_nhcb} does. */
final class ClassicToNative {

    private final Map<Labels, Map<Long, Parts>> histograms = new HashMap<>();

    private static final class Parts {
        private final TreeMap<Double, Double> counts = new TreeMap<>();
        private double sum;
        private double count = Double.NaN;
    }

    private ClassicToNative() {}

    static void convert(List<Labels> loaded, ScriptStorage storage) {
        ClassicToNative conversion = new ClassicToNative();
        loaded.forEach(labels -> conversion.collect(labels, storage));
        conversion.histograms.forEach((labels, byTime) -> byTime.forEach((time, parts) -> {
            if (!parts.counts.isEmpty()) {
                storage.put(labels, time, 0, histogram(parts), 0);
            }
        }));
    }

    private void collect(Labels labels, ScriptStorage storage) {
        String name = labels.metricName();
        for (String suffix : List.of("_bucket", "_sum", "_count")) {
            if (!name.endsWith(suffix) || suffix.equals("_bucket") && !isBound(labels.get("le"))) {
                continue;
            }
            Labels base =
                    labels.with("le", "").with(Labels.METRIC_NAME, name.substring(0, name.length() - suffix.length()));
            storage.floats(labels).forEach((time, value) -> {
                Parts parts = histograms
                        .computeIfAbsent(base, key -> new HashMap<>())
                        .computeIfAbsent(time, key -> new Parts());
                switch (suffix) {
                    case "_bucket" -> parts.counts.put(bound(labels.get("le")), value);
                    case "_sum" -> parts.sum = value;
                    default -> parts.count = value;
                }
            });
        }
    }

    private static boolean isBound(String text) {
        return text.matches("(?i)\\+?inf|[+-]?[0-9.]+(e[+-]?[0-9]+)?");
    }

    private static double bound(String text) {
        return text.toLowerCase(Locale.ROOT).endsWith("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static NativeHistogram histogram(Parts parts) {
        if (!parts.counts.containsKey(Double.POSITIVE_INFINITY)) {
            parts.counts.put(
                    Double.POSITIVE_INFINITY,
                    Double.isNaN(parts.count) ? parts.counts.lastEntry().getValue() : parts.count);
        }
        double[] bounds = parts.counts.keySet().stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        double[] cumulative =
                parts.counts.values().stream().mapToDouble(Double::doubleValue).toArray();
        double[] counts = cumulative.clone();
        for (int i = 1; i < counts.length; i++) {
            counts[i] = cumulative[i] - cumulative[i - 1];
        }
        double count = Double.isNaN(parts.count) ? cumulative[cumulative.length - 1] : parts.count;
        return NativeHistogram.builder()
                .schema(NativeHistogram.CUSTOM_SCHEMA)
                .customBounds(bounds)
                .positive(0, counts)
                .count(count)
                .sum(parts.sum)
                .build()
                .compact();
    }
}
