package dev.bellwether.promql.eval;

import dev.bellwether.promql.syntax.Span;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.text.GoStrings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is found on the way through a query; each message once, with the place where it was found last. One for each query. */
final class Annotations {

    private final Map<String, Annotation> byMessage = new LinkedHashMap<>();

    private void add(Annotation annotation) {
        byMessage.put(annotation.message(), annotation);
    }

    List<Annotation> all() {
        return List.copyOf(byMessage.values());
    }

    private static String forMetric(String name) {
        return name.isEmpty() ? "" : " for metric name " + GoStrings.quote(name);
    }

    void invalidQuantile(double quantile, Span span) {
        add(Annotation.warning(span, "quantile value should be between 0 and 1, got " + GoFloats.print(quantile)));
    }

    void invalidRatio(double ratio, double capped, Span span) {
        add(Annotation.warning(
                span,
                "ratio value should be between -1 and 1, got " + GoFloats.print(ratio) + ", capping to "
                        + GoFloats.print(capped)));
    }

    void badBucketLabel(String metric, String label, Span span) {
        add(Annotation.warning(
                span,
                "bucket label \"le\" is missing or has a malformed value of " + GoStrings.quote(label)
                        + forMetric(metric)));
    }

    void mixedFloatsAndHistograms(String metric, Span span) {
        add(Annotation.warning(
                span, "encountered a mix of histograms and floats for metric name " + GoStrings.quote(metric)));
    }

    void mixedInAggregation(Span span) {
        add(Annotation.warning(span, "encountered a mix of histograms and floats for aggregation"));
    }

    void mixedClassicAndNative(String metric, Span span) {
        add(Annotation.warning(span, "vector contains a mix of classic and native histograms" + forMetric(metric)));
    }

    void notACounter(String metric, Span span) {
        add(Annotation.warning(span, "this native histogram metric is not a counter: " + GoStrings.quote(metric)));
    }

    void notAGauge(String metric, Span span) {
        add(Annotation.warning(span, "this native histogram metric is not a gauge: " + GoStrings.quote(metric)));
    }

    void mixedSchemas(String metric, Span span) {
        add(Annotation.warning(
                span,
                "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
                        + GoStrings.quote(metric)));
    }

    void incompatibleBuckets(String operator, Span span) {
        add(Annotation.warning(span, "incompatible bucket layout encountered for binary operator " + operator));
    }

    void resetsCollide(String operation, Span span) {
        add(Annotation.warning(span, "conflicting counter resets during histogram " + operation));
    }

    void startTimeOverlap(String metric, Span span) {
        add(Annotation.warning(
                span,
                "sample has start time that overlaps with previous sample timestamp for metric "
                        + GoStrings.quote(metric)));
    }

    void sortInRangeQuery(Span span) {
        add(Annotation.warning(
                span, "sort is ineffective for range queries since results are always ordered by labels"));
    }

    void boundsReconciled(String operation, Span span) {
        add(Annotation.info(span, "mismatched custom buckets were reconciled during " + operation));
    }

    void maybeNoCounter(String metric, Span span) {
        add(Annotation.info(
                span,
                "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                        + GoStrings.quote(metric)));
    }

    void maybeNoCounterByType(String metric, String type, Span span) {
        add(Annotation.info(
                span,
                "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", got "
                        + GoStrings.quote(type) + ": " + GoStrings.quote(metric)));
    }

    void forcedMonotonicity(String metric, Span span) {
        add(Annotation.info(
                span,
                "input to histogram_quantile needed to be fixed for monotonicity (see"
                        + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                        + forMetric(metric)));
    }

    void incompatibleTypes(String left, String operator, String right, Span span) {
        add(Annotation.info(
                span,
                "incompatible sample types encountered for binary operator " + GoStrings.quote(operator) + ": " + left
                        + " " + operator + " " + right));
    }

    void histogramIgnoredInAggregation(String aggregation, Span span) {
        add(Annotation.info(span, "ignored histogram in " + aggregation + " aggregation"));
    }

    void histogramIgnoredInRange(String metric, Span span) {
        add(Annotation.info(
                span,
                "ignored histograms in a range containing both floats and histograms for metric name "
                        + GoStrings.quote(metric)));
    }

    void quantileOfNaNs(String metric, Span span) {
        add(Annotation.info(
                span, "input to histogram_quantile has NaN observations, result is NaN" + forMetric(metric)));
    }

    void quantileSkewedByNaNs(String metric, Span span) {
        add(Annotation.info(
                span, "input to histogram_quantile has NaN observations, result is skewed higher" + forMetric(metric)));
    }

    void fractionWithoutNaNs(String metric, Span span) {
        add(Annotation.info(
                span,
                "input to histogram_fraction has NaN observations, which are excluded from all fractions"
                        + forMetric(metric)));
    }
}
