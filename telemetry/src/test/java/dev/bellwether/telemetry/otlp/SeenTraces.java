package dev.bellwether.telemetry.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** What there is to see in a request of traces, as lines of text: as the reader shows it, and as protobuf parses it. */
final class SeenTraces implements TraceVisitor {

    static final AttributeSelection RESOURCE = AttributeSelection.of("service.name", "service.version");
    static final AttributeSelection SPAN = AttributeSelection.of("http.route", "x", "service.name");

    private final List<String> lines = new ArrayList<>();

    static List<String> byReader(byte[] request) throws MalformedOtlpException {
        SeenTraces seen = new SeenTraces();
        new TraceReader(RESOURCE, SPAN).read(request, seen);
        return seen.lines;
    }

    /** As the reader shows it that leaves out the attributes of all spans but entries. */
    static List<String> byEntryReader(byte[] request) throws MalformedOtlpException {
        SeenTraces seen = new SeenTraces();
        TraceReader.withAttributesOfEntrySpans(RESOURCE, SPAN).read(request, seen);
        return seen.lines;
    }

    static List<String> byProtobuf(ExportTraceServiceRequest request) {
        return byProtobuf(request, false);
    }

    static List<String> byProtobuf(ExportTraceServiceRequest request, boolean onlyOfEntries) {
        List<String> lines = new ArrayList<>();
        for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
            lines.add("resource"
                    + attributes(RESOURCE, resourceSpans.getResource().getAttributesList()));
            for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
                scopeSpans.getSpansList().forEach(span -> lines.add(line(span, onlyOfEntries)));
            }
        }
        return lines;
    }

    @Override
    public void resource(ResourceView resource) {
        StringBuilder line = new StringBuilder("resource");
        for (int index = 0; index < RESOURCE.size(); index++) {
            append(line, RESOURCE.keys().get(index), resource.attribute(index));
        }
        lines.add(line.toString());
    }

    @Override
    public void span(SpanView span) {
        StringBuilder line = new StringBuilder(String.join(
                " ",
                "span",
                span.traceId().toHex(),
                span.spanId().toHex(),
                span.traceState().toString(),
                span.name().toString(),
                Integer.toString(span.kind()),
                Integer.toString(span.statusCode()),
                Long.toUnsignedString(span.startUnixNanos()),
                Long.toUnsignedString(span.endUnixNanos()),
                Boolean.toString(span.isEntry()),
                Boolean.toString(span.isError())));
        for (int index = 0; index < SPAN.size(); index++) {
            append(line, SPAN.keys().get(index), span.attribute(index));
        }
        lines.add(line.toString());
    }

    static void append(StringBuilder line, String key, AttributeValue value) {
        if (value.isPresent()) {
            line.append(' ')
                    .append(key)
                    .append('=')
                    .append(value.kind())
                    .append(':')
                    .append(value.text());
        }
    }

    private static String line(Span span, boolean onlyOfEntries) {
        boolean entry =
                span.getKind() == Span.SpanKind.SPAN_KIND_SERVER || span.getKind() == Span.SpanKind.SPAN_KIND_CONSUMER;
        return String.join(
                        " ",
                        "span",
                        hex(span.getTraceId()),
                        hex(span.getSpanId()),
                        span.getTraceState(),
                        span.getName(),
                        Integer.toString(span.getKindValue()),
                        Integer.toString(span.getStatus().getCodeValue()),
                        Long.toUnsignedString(span.getStartTimeUnixNano()),
                        Long.toUnsignedString(span.getEndTimeUnixNano()),
                        Boolean.toString(entry),
                        Boolean.toString(span.getStatus().getCodeValue() == 2))
                + (entry || !onlyOfEntries ? attributes(SPAN, span.getAttributesList()) : "");
    }

    static String attributes(AttributeSelection selection, List<KeyValue> attributes) {
        StringBuilder line = new StringBuilder();
        for (String key : selection.keys()) {
            attributes.stream()
                    .filter(attribute -> attribute.getKey().equals(key))
                    .findFirst()
                    .ifPresent(attribute ->
                            line.append(' ').append(key).append('=').append(kindAndText(attribute.getValue())));
        }
        return line.toString();
    }

    static String kindAndText(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> "STRING:" + value.getStringValue();
            case BOOL_VALUE -> "BOOL:" + value.getBoolValue();
            case INT_VALUE -> "INT:" + value.getIntValue();
            case DOUBLE_VALUE -> "DOUBLE:" + value.getDoubleValue();
            case ARRAY_VALUE -> "ARRAY:";
            case KVLIST_VALUE -> "KEY_VALUE_LIST:";
            case BYTES_VALUE ->
                "BYTES:"
                        + Base64.getEncoder()
                                .encodeToString(value.getBytesValue().toByteArray());
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "EMPTY:";
        };
    }

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
