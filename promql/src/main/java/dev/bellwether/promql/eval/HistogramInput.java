package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The histograms of a vector at one step: native ones, and classic ones put together from the series of their buckets. Where both have the
 * same labels there is neither.
 *
 * @param classics by the labels without {@code le}
 */
record HistogramInput(Map<Labels, NativeHistogram> natives, Map<Labels, ClassicBuckets> classics) {

    private static final String BUCKET = "le";

    static HistogramInput of(List<Column> vector, int step, Annotations annotations, Span span) {
        Map<Labels, NativeHistogram> natives = new LinkedHashMap<>();
        Map<Labels, ClassicBuckets> classics = new LinkedHashMap<>();
        for (Column column : vector) {
            if (!column.has(step)) {
                continue;
            }
            NativeHistogram histogram = column.histogram(step);
            if (histogram != null) {
                natives.put(column.labels(), histogram);
                continue;
            }
            String bound = column.labels().get(BUCKET);
            OptionalDouble upper = parse(bound);
            if (upper.isEmpty()) {
                annotations.badBucketLabel(column.labels().metricName(), bound, span);
            } else {
                classics.computeIfAbsent(column.labels().with(BUCKET, ""), labels -> new ClassicBuckets())
                        .add(upper.getAsDouble(), column.value(step));
            }
        }
        for (Labels labels : List.copyOf(natives.keySet())) {
            if (classics.remove(labels) != null) {
                natives.remove(labels);
                annotations.mixedClassicAndNative(labels.metricName(), span);
            }
        }
        return new HistogramInput(natives, classics);
    }

    private static OptionalDouble parse(String bound) {
        return switch (bound) {
            case "+Inf", "Inf", "+inf", "inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Inf", "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> {
                boolean number = !bound.isEmpty() && bound.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
                try {
                    yield number ? OptionalDouble.of(Double.parseDouble(bound)) : OptionalDouble.empty();
                } catch (NumberFormatException e) {
                    yield OptionalDouble.empty();
                }
            }
        };
    }
}
