package dev.bellwether.telemetry.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to see in a request of metrics, as lines of text: as the reader shows it, and as protobuf parses it. The content of lists
 * in attributes is looked at on demand: where an alternative is overwritten and written again, protobuf-java keeps elements of the first
 * list, which Go and C++ do not, and neither does the reader.
 */
final class SeenMetrics implements MetricVisitor {

    private final List<String> lines = new ArrayList<>();
    private final boolean lists;
    private boolean summary;

    private SeenMetrics(boolean lists) {
        this.lists = lists;
    }

    static List<String> byReader(byte[] request, boolean lists) throws MalformedOtlpException {
        SeenMetrics seen = new SeenMetrics(lists);
        new MetricReader().read(request, seen);
        return seen.lines;
    }

    @Override
    public void resource(AttributeList attributes) throws MalformedOtlpException {
        lines.add("resource" + attributes(attributes));
    }

    @Override
    public void scope(ScopeView scope) throws MalformedOtlpException {
        lines.add(String.join(
                        "|",
                        "scope",
                        scope.name().toString(),
                        scope.version().toString(),
                        scope.schemaUrl().toString())
                + attributes(scope.attributes()));
    }

    @Override
    public boolean metric(MetricView metric) {
        summary = metric.type() == MetricType.SUMMARY;
        lines.add(String.join(
                "|",
                "metric",
                metric.name().toString(),
                metric.description().toString(),
                metric.unit().toString(),
                metric.type().name(),
                metric.temporality().name(),
                Boolean.toString(metric.isMonotonic())));
        return true;
    }

    @Override
    public void point(DataPointView point) throws MalformedOtlpException {
        StringBuilder line = new StringBuilder("point");
        line.append(" start ").append(Long.toUnsignedString(point.startUnixNanos()));
        line.append(" time ").append(Long.toUnsignedString(point.timeUnixNanos()));
        line.append(" stale ").append(point.hasNoRecordedValue());
        line.append(" value ").append(number(point.value()));
        line.append(" count ").append(Long.toUnsignedString(point.count()));
        line.append(" sum ").append(sum(point));
        line.append(" counts ").append(numbers(point.bucketCounts()));
        line.append(" bounds ").append(numbers(point.explicitBounds()));
        line.append(" scale ").append(point.scale());
        line.append(" zero ").append(Long.toUnsignedString(point.zeroCount()));
        line.append(' ').append(bits(point.zeroThreshold()));
        line.append(" positive ").append(point.positive().offset());
        line.append(' ').append(numbers(point.positive().counts()));
        line.append(" negative ").append(point.negative().offset());
        line.append(' ').append(numbers(point.negative().counts()));
        line.append(" quantiles");
        for (int index = 0; index < point.quantileCount(); index++) {
            line.append(' ').append(bits(point.quantile(index)));
            line.append('=').append(bits(point.quantileValue(index)));
        }
        line.append(attributes(point.attributes()));
        for (int index = 0; index < point.exemplarCount(); index++) {
            ExemplarView exemplar = point.exemplar(index);
            line.append(" exemplar ").append(Long.toUnsignedString(exemplar.timeUnixNanos()));
            line.append(' ').append(number(exemplar.value()));
            line.append(' ').append(exemplar.traceId().toHex());
            line.append(' ').append(exemplar.spanId().toHex());
            line.append(attributes(exemplar.attributes()));
        }
        lines.add(line.toString());
    }

    /** The sum of a summary is not optional in the schema: 0 and missing are one to protobuf. */
    private String sum(DataPointView point) {
        boolean missing = !point.hasSum() || summary && bits(point.sum()).equals("0");
        return missing ? "none" : bits(point.sum());
    }

    private String attributes(AttributeList attributes) throws MalformedOtlpException {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < attributes.size(); index++) {
            AttributeValue value = attributes.value(index);
            text.append(' ').append(attributes.key(index)).append('=');
            boolean shown = lists || value.kind() != ValueKind.ARRAY && value.kind() != ValueKind.KEY_VALUE_LIST;
            text.append(value.kind()).append(':').append(shown ? value.representation() : "");
        }
        return text.toString();
    }

    private static String number(NumberValue value) {
        return value.isPresent() ? value.kind() + " " + bits(value.doubleValue()) : "none";
    }

    private static String numbers(NumberList numbers) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < numbers.size(); index++) {
            texts.add(Long.toUnsignedString(numbers.longAt(index)));
        }
        return texts.toString();
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToRawLongBits(value));
    }

    static List<String> byProtobuf(ExportMetricsServiceRequest request, boolean lists) {
        return new ParsedMetrics(lists).lines(request);
    }
}
