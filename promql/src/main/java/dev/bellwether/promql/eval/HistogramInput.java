package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.Span;
import dev.bellwether.promql.text.GoFloats;
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

    static HistogramInput of(List<Column> vector, int step, Evaluation evaluation, Span span) {
        Annotations annotations = evaluation.annotations();
        Map<Labels, NativeHistogram> natives = new LinkedHashMap<>();
        Map<Labels, ClassicBuckets> classics = new LinkedHashMap<>();
        for (Column column : vector) {
            evaluation.worked(1);
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
        try {
            return OptionalDouble.of(GoFloats.parse(bound));
        } catch (NumberFormatException noBound) {
            return OptionalDouble.empty();
        }
    }
}
