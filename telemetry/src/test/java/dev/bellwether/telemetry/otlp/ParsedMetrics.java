package dev.bellwether.telemetry.otlp;

import com.google.gson.JsonPrimitive;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What protobuf parses of a request of metrics, as the lines of {@link SeenMetrics}. */
final class ParsedMetrics {

    private final boolean lists;

    ParsedMetrics(boolean lists) {
        this.lists = lists;
    }

    List<String> lines(ExportMetricsServiceRequest request) {
        List<String> lines = new ArrayList<>();
        request.getResourceMetricsList().forEach(resource -> {
            lines.add("resource" + attributes(resource.getResource().getAttributesList()));
            resource.getScopeMetricsList().forEach(scope -> {
                lines.add(String.join(
                                "|",
                                "scope",
                                scope.getScope().getName(),
                                scope.getScope().getVersion(),
                                scope.getSchemaUrl())
                        + attributes(scope.getScope().getAttributesList()));
                scope.getMetricsList().forEach(metric -> addMetric(metric, lines));
            });
        });
        return lines;
    }

    private void addMetric(Metric metric, List<String> lines) {
        String type = metric.getDataCase() == Metric.DataCase.DATA_NOT_SET
                ? "NONE"
                : metric.getDataCase().name();
        String temporality = switch (metric.getDataCase()) {
            case SUM -> temporality(metric.getSum().getAggregationTemporality());
            case HISTOGRAM -> temporality(metric.getHistogram().getAggregationTemporality());
            case EXPONENTIAL_HISTOGRAM ->
                temporality(metric.getExponentialHistogram().getAggregationTemporality());
            case GAUGE, SUMMARY, DATA_NOT_SET -> "UNSPECIFIED";
        };
        lines.add(String.join(
                "|",
                "metric",
                metric.getName(),
                metric.getDescription(),
                metric.getUnit(),
                type,
                temporality,
                Boolean.toString(metric.getSum().getIsMonotonic())));
        metric.getGauge().getDataPointsList().forEach(point -> lines.add(line(point)));
        metric.getSum().getDataPointsList().forEach(point -> lines.add(line(point)));
        metric.getHistogram().getDataPointsList().forEach(point -> lines.add(line(point)));
        metric.getExponentialHistogram().getDataPointsList().forEach(point -> lines.add(line(point)));
        metric.getSummary().getDataPointsList().forEach(point -> lines.add(line(point)));
    }

    private String temporality(AggregationTemporality temporality) {
        return switch (temporality) {
            case AGGREGATION_TEMPORALITY_DELTA -> "DELTA";
            case AGGREGATION_TEMPORALITY_CUMULATIVE -> "CUMULATIVE";
            case AGGREGATION_TEMPORALITY_UNSPECIFIED, UNRECOGNIZED -> "UNSPECIFIED";
        };
    }

    private String line(NumberDataPoint point) {
        String value = switch (point.getValueCase()) {
            case AS_DOUBLE -> "DOUBLE " + bits(point.getAsDouble());
            case AS_INT -> "INT " + bits(point.getAsInt());
            case VALUE_NOT_SET -> "none";
        };
        return head(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags(), value)
                + " count 0 sum none counts [] bounds []"
                + " scale 0 zero 0 0 positive 0 [] negative 0 [] quantiles"
                + attributes(point.getAttributesList())
                + exemplars(point.getExemplarsList());
    }

    private String line(HistogramDataPoint point) {
        return head(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags(), "none")
                + " count "
                + Long.toUnsignedString(point.getCount())
                + " sum "
                + (point.hasSum() ? bits(point.getSum()) : "none")
                + " counts "
                + unsigned(point.getBucketCountsList())
                + " bounds "
                + unsigned(point.getExplicitBoundsList().stream()
                        .map(Double::doubleToRawLongBits)
                        .toList())
                + " scale 0 zero 0 0 positive 0 [] negative 0 [] quantiles"
                + attributes(point.getAttributesList())
                + exemplars(point.getExemplarsList());
    }

    private String line(ExponentialHistogramDataPoint point) {
        return head(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags(), "none")
                + " count "
                + Long.toUnsignedString(point.getCount())
                + " sum "
                + (point.hasSum() ? bits(point.getSum()) : "none")
                + " counts [] bounds [] scale "
                + point.getScale()
                + " zero "
                + Long.toUnsignedString(point.getZeroCount())
                + " "
                + bits(point.getZeroThreshold())
                + " positive "
                + buckets(point.getPositive())
                + " negative "
                + buckets(point.getNegative())
                + " quantiles"
                + attributes(point.getAttributesList())
                + exemplars(point.getExemplarsList());
    }

    private String line(SummaryDataPoint point) {
        StringBuilder quantiles = new StringBuilder(" quantiles");
        point.getQuantileValuesList()
                .forEach(quantile -> quantiles
                        .append(' ')
                        .append(bits(quantile.getQuantile()))
                        .append('=')
                        .append(bits(quantile.getValue())));
        String sum = Double.doubleToRawLongBits(point.getSum()) == 0 ? "none" : bits(point.getSum());
        return head(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags(), "none")
                + " count "
                + Long.toUnsignedString(point.getCount())
                + " sum "
                + sum
                + " counts [] bounds [] scale 0 zero 0 0 positive 0 [] negative 0 []"
                + quantiles
                + attributes(point.getAttributesList());
    }

    private String head(long start, long time, int flags, String value) {
        return "point start " + Long.toUnsignedString(start) + " time " + Long.toUnsignedString(time) + " stale "
                + ((flags & 1) == 1) + " value " + value;
    }

    private String buckets(ExponentialHistogramDataPoint.Buckets buckets) {
        return buckets.getOffset() + " " + unsigned(buckets.getBucketCountsList());
    }

    private String unsigned(List<Long> numbers) {
        return numbers.stream().map(Long::toUnsignedString).toList().toString();
    }

    private String exemplars(List<Exemplar> exemplars) {
        StringBuilder text = new StringBuilder();
        for (Exemplar exemplar : exemplars) {
            String value = switch (exemplar.getValueCase()) {
                case AS_DOUBLE -> "DOUBLE " + bits(exemplar.getAsDouble());
                case AS_INT -> "INT " + bits(exemplar.getAsInt());
                case VALUE_NOT_SET -> "none";
            };
            text.append(" exemplar ").append(Long.toUnsignedString(exemplar.getTimeUnixNano()));
            text.append(' ').append(value);
            text.append(' ')
                    .append(HexFormat.of().formatHex(exemplar.getTraceId().toByteArray()));
            text.append(' ')
                    .append(HexFormat.of().formatHex(exemplar.getSpanId().toByteArray()));
            text.append(attributes(exemplar.getFilteredAttributesList()));
        }
        return text.toString();
    }

    private String attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .map(attribute -> " " + attribute.getKey() + "=" + kind(attribute.getValue()) + ":"
                        + topText(attribute.getValue()))
                .collect(Collectors.joining());
    }

    private String topText(AnyValue value) {
        return lists || !value.hasArrayValue() && !value.hasKvlistValue() ? text(value, false) : "";
    }

    private ValueKind kind(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> ValueKind.STRING;
            case BOOL_VALUE -> ValueKind.BOOL;
            case INT_VALUE -> ValueKind.INT;
            case DOUBLE_VALUE -> ValueKind.DOUBLE;
            case ARRAY_VALUE -> ValueKind.ARRAY;
            case KVLIST_VALUE -> ValueKind.KEY_VALUE_LIST;
            case BYTES_VALUE -> ValueKind.BYTES;
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> ValueKind.EMPTY;
        };
    }

    private String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }

    private String text(AnyValue value, boolean within) {
        String quote = within ? "\"" : "";
        return switch (value.getValueCase()) {
            case STRING_VALUE -> within ? quoted(value.getStringValue()) : value.getStringValue();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE ->
                Double.isFinite(value.getDoubleValue())
                        ? DecimalText.json(value.getDoubleValue())
                        : quote + value.getDoubleValue() + quote;
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(element -> text(element, true))
                        .collect(Collectors.joining(",", "[", "]"));
            case KVLIST_VALUE ->
                value.getKvlistValue().getValuesList().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + text(entry.getValue(), true))
                        .collect(Collectors.joining(",", "{", "}"));
            case BYTES_VALUE ->
                quote + Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()) + quote;
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> within ? "null" : "";
        };
    }

    private String bits(double value) {
        return Long.toHexString(Double.doubleToRawLongBits(value));
    }
}
