package dev.bellwether.telemetry.otlp;

import static dev.bellwether.telemetry.otlp.Requests.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SiftTest {

    private static final long SEED = 20_261_121;
    private static final int REQUESTS = 150;

    private static final int MAX_ATTRIBUTES = 3;
    private static final int MAX_LENGTH = 40;
    private static final OtlpLimits LIMITS = OtlpLimits.DEFAULT.withAttributes(MAX_ATTRIBUTES, MAX_LENGTH);

    private static final List<KeyValue> ENOUGH = attributes(MAX_ATTRIBUTES);
    private static final List<KeyValue> TOO_MANY = attributes(MAX_ATTRIBUTES + 1);
    /** Key 1 byte, value 33, and six bytes of tags and lengths. */
    private static final List<KeyValue> LONGEST = List.of(attribute("k", "v".repeat(33)));

    private static final List<KeyValue> TOO_LONG = List.of(attribute("k", "v".repeat(34)));

    private static List<KeyValue> attributes(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> attribute("key" + index, "v"))
                .toList();
    }

    private static ExportTraceServiceRequest traces(
            List<KeyValue> resource, List<KeyValue> scope, Span.Builder... spans) {
        ScopeSpans.Builder content = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().addAllAttributes(scope));
        Stream.of(spans).forEach(content::addSpans);
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAllAttributes(resource))
                        .addScopeSpans(content))
                .build();
    }

    private static Span.Builder span(List<KeyValue> attributes) {
        return Span.newBuilder().setName("span").addAllAttributes(attributes);
    }

    private static ExportMetricsServiceRequest metrics(Metric.Builder metric) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                .build();
    }

    private static Metric.Builder gauge(NumberDataPoint.Builder... points) {
        Gauge.Builder gauge = Gauge.newBuilder();
        Stream.of(points).forEach(gauge::addDataPoints);
        return Metric.newBuilder().setName("gauge").setGauge(gauge);
    }

    private static ExportLogsServiceRequest logs(LogRecord.Builder... records) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder();
        Stream.of(records).forEach(scope::addLogRecords);
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
                .build();
    }

    private static LogRecord.Builder log(List<KeyValue> attributes) {
        return LogRecord.newBuilder().addAllAttributes(attributes);
    }

    private static AnyValue map(int keys) {
        return AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(keys)))
                .build();
    }

    private static Stream<Arguments> requests() {
        Span.Builder good = span(ENOUGH);
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder().addAllAttributes(ENOUGH);
        return Stream.of(
                arguments("as many as may be, and as long", traces(ENOUGH, LONGEST, span(LONGEST), good), 0, 0),
                arguments("a span with too many", traces(ENOUGH, ENOUGH, span(TOO_MANY), good), 1, 0),
                arguments("a span with a long one", traces(ENOUGH, ENOUGH, good, span(TOO_LONG)), 0, 1),
                arguments("one of each", traces(ENOUGH, ENOUGH, span(TOO_MANY), good, span(TOO_LONG)), 1, 1),
                arguments(
                        "an event with too many",
                        traces(
                                ENOUGH,
                                ENOUGH,
                                span(ENOUGH).addEvents(Span.Event.newBuilder().addAllAttributes(TOO_MANY)),
                                good),
                        1,
                        0),
                arguments(
                        "events with enough each",
                        traces(
                                ENOUGH,
                                ENOUGH,
                                span(ENOUGH)
                                        .addEvents(Span.Event.newBuilder().addAllAttributes(ENOUGH))
                                        .addEvents(Span.Event.newBuilder().addAllAttributes(ENOUGH)),
                                good),
                        0,
                        0),
                arguments(
                        "a link with a long one",
                        traces(
                                ENOUGH,
                                ENOUGH,
                                span(ENOUGH).addLinks(Span.Link.newBuilder().addAllAttributes(TOO_LONG)),
                                good),
                        0,
                        1),
                arguments("a resource with too many", traces(TOO_MANY, ENOUGH, good, good), 2, 0),
                arguments("a scope with a long one", traces(ENOUGH, TOO_LONG, good, good, good), 0, 3),
                arguments("the outer flaw counts", traces(TOO_MANY, TOO_LONG, span(TOO_LONG)), 1, 0),
                arguments(
                        "a map within a value",
                        logs(log(List.of()).setBody(map(20)), log(ENOUGH).setBody(map(20))),
                        0,
                        0),
                arguments(
                        "a map that is long",
                        logs(
                                log(List.of(KeyValue.newBuilder()
                                        .setKey("k")
                                        .setValue(map(20))
                                        .build())),
                                log(ENOUGH)),
                        0,
                        1),
                arguments("a log record with too many", logs(log(TOO_MANY), log(ENOUGH)), 1, 0),
                arguments(
                        "a data point with too many",
                        metrics(gauge(NumberDataPoint.newBuilder().addAllAttributes(TOO_MANY), point)),
                        1,
                        0),
                arguments(
                        "an exemplar with too many",
                        metrics(gauge(
                                NumberDataPoint.newBuilder()
                                        .addExemplars(Exemplar.newBuilder().addAllFilteredAttributes(TOO_MANY)),
                                point)),
                        1,
                        0),
                arguments(
                        "a metric with a long one", metrics(gauge(point, point).addAllMetadata(TOO_LONG)), 0, 2),
                arguments(
                        "a point of a summary",
                        metrics(Metric.newBuilder()
                                .setSummary(Summary.newBuilder()
                                        .addDataPoints(
                                                SummaryDataPoint.newBuilder().addAllAttributes(TOO_LONG))
                                        .addDataPoints(
                                                SummaryDataPoint.newBuilder().addAllAttributes(ENOUGH)))),
                        0,
                        1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void itemsBeyondTheLimits_areLeftOut_theOthersKeepTheirBytes(String name, Message request, int tooMany, int tooLong)
            throws Exception {
        Signal signal = signalOf(request);
        byte[] bytes = request.toByteArray();
        List<ParsedRequests.Item> items = ParsedRequests.items(request);

        RequestCheck check = OtlpRequests.check(signal, bytes, LIMITS);
        Sifted sifted = OtlpRequests.sift(signal, bytes, bytes.length, LIMITS);

        assertThat(check).isEqualTo(new RequestCheck(items.size(), tooMany + tooLong == 0));
        assertThat(sifted.tooManyAttributes()).isEqualTo(tooMany);
        assertThat(sifted.attributesTooLong()).isEqualTo(tooLong);
        assertThat(itemsOf(signal, sifted.parts()))
                .isEqualTo(
                        items.stream().filter(item -> withinLimits(item, true)).toList())
                .hasSize(items.size() - tooMany - tooLong);
        if (check.withinLimits()) {
            assertThat(sifted.parts()).first().isSameAs(bytes);
        }
    }

    private static Signal signalOf(Message request) {
        return Stream.of(Signal.values())
                .filter(signal -> ParsedRequests.descriptor(signal).equals(request.getDescriptorForType()))
                .findFirst()
                .orElseThrow();
    }

    /** Protobuf merges a resource or scope that comes in pieces; so do the limits. Spans stand before, between and after. */
    @Test
    void piecesOfAResource_countTogether() throws Exception {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        ResourceSpans span = ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span(ENOUGH)))
                .build();
        ResourceSpans piece = ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAllAttributes(attributes(2)))
                .build();
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (ResourceSpans next : List.of(span, piece, span, piece, span)) {
            pieces.writeBytes(next.toByteArray());
        }
        request.write(1 << 3 | 2);
        byte[] length = new byte[5];
        request.write(length, 0, Varints.write(length, 0, pieces.size()));
        request.writeBytes(pieces.toByteArray());
        byte[] bytes = request.toByteArray();

        assertThat(OtlpRequests.check(Signal.TRACES, bytes, LIMITS)).isEqualTo(new RequestCheck(3, false));
        Sifted sifted = OtlpRequests.sift(Signal.TRACES, bytes, bytes.length, LIMITS);
        assertThat(sifted.parts()).isEmpty();
        assertThat(sifted.tooManyAttributes()).isEqualTo(3);
    }

    /** Fields in any order, in pieces and overwritten: what protobuf's parser makes of it decides. */
    @ParameterizedTest
    @EnumSource
    void whateverTheEncoding_theItemsThatParsersSeeWithinLimits_remain(Signal signal) throws Exception {
        int max = 2;
        OtlpLimits limits = OtlpLimits.DEFAULT.withAttributes(max, Integer.MAX_VALUE);
        int kept = 0;
        int leftOut = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.largeRequest(signal, seed, false);
            int maxBytes = 1 + new Random(seed).nextInt(request.length);
            List<ParsedRequests.Item> items = ParsedRequests.items(signal, request);
            List<ParsedRequests.Item> expected = items.stream()
                    .filter(item -> withinLimits(item, max, false))
                    .toList();

            Sifted sifted = OtlpRequests.sift(signal, request, maxBytes, limits);

            assertThat(itemsOf(signal, sifted.parts())).as("seed %d", seed).isEqualTo(expected);
            assertThat(sifted.leftOut()).as("seed %d", seed).isEqualTo(items.size() - expected.size());
            assertThat(OtlpRequests.bytesOfSifted(signal, request, maxBytes, limits))
                    .as("seed %d", seed)
                    .isEqualTo(sifted.parts().stream()
                            .mapToLong(part -> part.length)
                            .sum());
            assertThat(OtlpRequests.check(signal, request, limits).withinLimits() && sifted.leftOut() > 0)
                    .as("seed %d", seed)
                    .isFalse();
            kept += expected.size();
            leftOut += items.size() - expected.size();
        }
        assertThat(kept).isGreaterThan(REQUESTS);
        assertThat(leftOut).isGreaterThan(REQUESTS);
    }

    private static List<ParsedRequests.Item> itemsOf(Signal signal, List<byte[]> parts) throws Exception {
        List<ParsedRequests.Item> items = new ArrayList<>();
        for (byte[] part : parts) {
            items.addAll(ParsedRequests.items(signal, part));
        }
        return items;
    }

    private static boolean withinLimits(ParsedRequests.Item item, boolean lengthsToo) {
        return withinLimits(item, MAX_ATTRIBUTES, lengthsToo);
    }

    private static boolean withinLimits(ParsedRequests.Item item, int max, boolean lengthsToo) {
        return Stream.concat(item.around().stream(), Stream.of(item.item()))
                .allMatch(message -> withinLimits(message, max, lengthsToo));
    }

    private static boolean withinLimits(Message message, int max, boolean lengthsToo) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            Descriptor type = field.getMessageType();
            if (type.equals(KeyValue.getDescriptor())) {
                List<?> attributes = (List<?>) message.getField(field);
                boolean tooLong = lengthsToo
                        && attributes.stream()
                                .anyMatch(attribute -> ((Message) attribute).getSerializedSize() > MAX_LENGTH);
                if (attributes.size() > max || tooLong) {
                    return false;
                }
            } else if (!type.equals(AnyValue.getDescriptor()) && !allWithinLimits(message, field, max, lengthsToo)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allWithinLimits(Message message, FieldDescriptor field, int max, boolean lengthsToo) {
        if (field.isRepeated()) {
            return ((List<?>) message.getField(field))
                    .stream().allMatch(part -> withinLimits((Message) part, max, lengthsToo));
        }
        return !message.hasField(field) || withinLimits((Message) message.getField(field), max, lengthsToo);
    }
}
