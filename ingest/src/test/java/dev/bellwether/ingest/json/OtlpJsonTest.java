package dev.bellwether.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.bellwether.ingest.json.MalformedJsonException.Reason;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonTest {

    private static final int MIB = 1 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(OtlpLimits.DEFAULT.maxDepth(), 64 * MIB, MIB);

    private final OtlpJson json = new OtlpJson(LIMITS);
    private long taken;
    private long limit = Long.MAX_VALUE;

    @ParameterizedTest
    @EnumSource(Signal.class)
    void anyRequest_printedByAnySender_isReadAsItself(Signal signal) throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Message request = random(signal, seed);
            String text = new OtlpJsonPrinter(new Random(seed)).print(request);
            byte[] read = json.read(signal, text.getBytes(UTF_8), this::take);
            assertThat(request.getParserForType().parseFrom(read))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(request);
            assertThat(OtlpRequests.count(signal, read, OtlpLimits.DEFAULT)).isNotNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void damagedText_isReadOrRefused_neverAnythingElse(Signal signal) throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            byte[] text =
                    new OtlpJsonPrinter(random).print(random(signal, seed)).getBytes(UTF_8);
            for (int damage = 0; damage < 3 && text.length > 0; damage++) {
                text[random.nextInt(text.length)] = "{}[]\",:0\\\u0000n".getBytes(UTF_8)[random.nextInt(11)];
            }
            try {
                json.read(signal, text, this::take);
            } catch (MalformedJsonException e) {
                assertThat(e.line()).as("seed %d: %s", seed, e).isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5B8EFFF798038103D269B633813FC60C, EEE19B7EC3C1B174",
        "5b8efff798038103d269b633813fc60c, eee19b7ec3c1b174",
        "5b8EFff798038103d269b633813Fc60C, eEe19b7ec3c1b174"
    })
    void ids_areHexadecimalInAnyCase(String traceId, String spanId) throws Exception {
        Span span = span("\"traceId\": \"" + traceId + "\", \"spanId\": \"" + spanId + "\", \"parentSpanId\": \"\","
                + " \"links\": [{\"traceId\": \"" + traceId + "\", \"spanId\": \"" + spanId + "\"}]");
        assertThat(span.getTraceId()).isEqualTo(ByteString.fromHex("5b8efff798038103d269b633813fc60c"));
        assertThat(span.getSpanId()).isEqualTo(ByteString.fromHex("eee19b7ec3c1b174"));
        assertThat(span.getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(span.getLinks(0).getTraceId()).isEqualTo(span.getTraceId());
        assertThat(span.getLinks(0).getSpanId()).isEqualTo(span.getSpanId());
    }

    @Test
    void otherBytes_areBase64() throws Exception {
        assertThat(value("\"bytesValue\": \"+/8=\"").getBytesValue()).isEqualTo(ByteString.fromHex("fbff"));
        assertThat(value("\"bytesValue\": \"-_8\"").getBytesValue()).isEqualTo(ByteString.fromHex("fbff"));
    }

    @Test
    void snakeCase_isAnUnknownField() throws Exception {
        Span span = span("\"trace_id\": 17, \"start_time_unix_nano\": \"x\", \"name\": \"n\"");
        assertThat(span).isEqualTo(Span.newBuilder().setName("n").build());
    }

    @Test
    void enums_areNumbers_namesAreRead_unknownNumbersStay() throws Exception {
        assertThat(span("\"kind\": 2").getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(span("\"kind\": \"SPAN_KIND_SERVER\"").getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(span("\"kind\": 77").getKindValue()).isEqualTo(77);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1544712660000000000", "\"1544712660000000000\"", "1.54471266e18", "1544712660000000000.0"})
    void integers_areNumbersOrStrings(String time) throws Exception {
        assertThat(span("\"startTimeUnixNano\": " + time).getStartTimeUnixNano())
                .isEqualTo(1544712660000000000L);
    }

    @Test
    void integers_reachTheirBounds() throws Exception {
        assertThat(span("\"endTimeUnixNano\": 18446744073709551615").getEndTimeUnixNano())
                .isEqualTo(-1L);
        assertThat(value("\"intValue\": \"-9223372036854775808\"").getIntValue())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(span("\"flags\": 4294967295").getFlags()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5",
        "'\"1.5e300\"', 1.5e300",
        "'\"NaN\"', NaN",
        "'\"-Infinity\"', -Infinity",
        "5, 5",
        "-0.0, -0.0"
    })
    void doubles_areNumbersOrStrings(String text, double value) throws Exception {
        assertThat(value("\"doubleValue\": " + text).getDoubleValue()).isEqualTo((Double) value);
    }

    @Test
    void presentDefaults_stayPresent() throws Exception {
        byte[] text = """
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asInt":"0"}]}}]}]}]}\
                """.getBytes(UTF_8);
        NumberDataPoint point = ExportMetricsServiceRequest.parseFrom(json.read(Signal.METRICS, text, this::take))
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0)
                .getGauge()
                .getDataPoints(0);
        assertThat(point.getValueCase()).isEqualTo(NumberDataPoint.ValueCase.AS_INT);
    }

    @Test
    void halfSurrogates_areReplaced() throws Exception {
        assertThat(span("\"name\": \"a\\ud83db \\ud83d\\ude00 \\ude00\"").getName())
                .isEqualTo("a\ufffdb \ud83d\ude00 \ufffd");
    }

    @Test
    void otherUnicodeEncodings_areRead() throws Exception {
        byte[] text = "{\"resourceSpans\": [{}]}".getBytes(StandardCharsets.UTF_16BE);
        assertThat(traces(text).getResourceSpansCount()).isEqualTo(1);
    }

    /** The sign ¦ marks where the mistake is; it is not part of the text. */
    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("¦", "expected an object"),
                arguments("¦null", "expected an object"),
                arguments("¦[]", "expected an object"),
                arguments("{\"resourceSpans\": [{}]¦", "end-of-input"),
                arguments("{} ¦{}", "more after"),
                arguments("{\n \"resourceSpans\": ¦{}}", "expected an array"),
                arguments("{\"resourceSpans\": [¦null]}", "expected an object"),
                arguments("{\"resourceSpans\": [], ¦\"resourceSpans\": []}", "twice in one object"),
                arguments(spans("\"name\": ¦5"), "\"name\": expected a string, found 5"),
                arguments(spans("\"traceId\": ¦\"5B8E\""), "32 hexadecimal digits"),
                arguments(spans("\"spanId\": ¦\"EEE19B7EC3C1B17G\""), "16 hexadecimal digits"),
                arguments(spans("\"kind\": ¦\"SERVER\""), "number or name of SpanKind"),
                arguments(spans("\"startTimeUnixNano\": ¦-1"), "0 to 18446744073709551615"),
                arguments(spans("\"startTimeUnixNano\": ¦1.5"), "an integer"),
                arguments(spans("\"startTimeUnixNano\": ¦1e999999999"), "64 bits"),
                arguments(spans("\"startTimeUnixNano\": ¦\"1e-999999999\""), "64 bits"),
                arguments(spans("\"startTimeUnixNano\": ¦true"), "a number"),
                arguments(spans("\"flags\": ¦4294967296"), "0 to 4294967295"),
                arguments(attribute("\"doubleValue\": ¦1e999"), "range of a double"),
                arguments(attribute("\"doubleValue\": ¦\"0x1p3\""), "a number"),
                arguments(attribute("\"doubleValue\": NaN¦"), "NaN"),
                arguments(attribute("\"boolValue\": ¦\"true\""), "true or false"),
                arguments(attribute("\"bytesValue\": ¦\"!\""), "base64"),
                arguments(attribute("\"intValue\": 1, \"stringValue\": ¦\"\""), "another alternative"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedText_isRefused_withItsPosition(String marked, String problem) {
        MalformedJsonException refusal = refusal(marked.replace("¦", "").getBytes(UTF_8));
        assertThat(refusal).hasMessageContaining(problem);
        String before = marked.substring(0, marked.indexOf('¦'));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        assertThat(refusal.line() + ":" + refusal.column()).as("%s", refusal).isEqualTo(line + ":" + column);
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void bytesThatAreNoText_areRefused() {
        byte[] text = spans("\"name\": \"#\"").getBytes(UTF_8);
        text[new String(text, UTF_8).indexOf('#')] = (byte) 0xff;
        assertThat(refusal(text)).hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 100_000})
    void deepNesting_isRefused_knownFieldsAndUnknownOnes(int depth) {
        String values = "{\"arrayValue\":{\"values\":[".repeat(depth) + "]}}".repeat(depth);
        assertThat(refusal(attribute("\"arrayValue\":{\"values\":[" + values + "]}")
                                .getBytes(UTF_8))
                        .reason())
                .isEqualTo(Reason.TOO_DEEP);
        String unknown = "{\"future\": " + "[".repeat(2 * depth) + "]".repeat(2 * depth) + "}";
        assertThat(refusal(unknown.getBytes(UTF_8)).reason()).isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void depth_endsWhereTheWalkerOfTheWireFormEnds() throws Exception {
        byte[] fits = attribute("\"arrayValue\":{\"values\":[{\"arrayValue\":{\"values\":[{}]}}]}")
                .getBytes(UTF_8);
        byte[] read = new OtlpJson(new JsonLimits(9, MIB, MIB)).read(Signal.TRACES, fits, this::take);
        assertThat(OtlpRequests.count(Signal.TRACES, read, OtlpLimits.DEFAULT.withMaxDepth(9)))
                .isEqualTo(1);
        OtlpJson shallow = new OtlpJson(new JsonLimits(8, MIB, MIB));
        assertThat(catchThrowableOfType(
                                MalformedJsonException.class, () -> shallow.read(Signal.TRACES, fits, this::take))
                        .reason())
                .isEqualTo(Reason.TOO_DEEP);
    }

    /** Each of them as many messages or elements as fit into the text, at the least length that they can have. */
    static Stream<Arguments> crowded() {
        return Stream.of(
                arguments("empty messages", "{\"resourceSpans\":[", "{}", "]}"),
                arguments("empty strings", resource("\"entityRefs\":[{\"idKeys\":["), "\"\"", "]}]}}]}"),
                arguments("empty values", resource("\"attributes\":["), "{\"value\":{}}", "]}}]}"),
                arguments(
                        "values within each other",
                        resource("\"attributes\":["),
                        "{\"value\":" + "{\"arrayValue\":{\"values\":[".repeat(40) + "]}}".repeat(40) + "}",
                        "]}}]}"));
    }

    private static String resource(String fields) {
        return "{\"resourceSpans\":[{\"resource\":{" + fields;
    }

    /**
     * What is held is at most what is allocated, which the virtual machine counts: for so many messages not more than the promised twice
     * the text beside the text itself.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("crowded")
    void manySmallThings_takeNoMoreMemoryThanTheTextAllows(String name, String begin, String element, String end)
            throws Exception {
        int count = 3 * MIB / (element.length() + 1);
        byte[] text = (begin + (element + ",").repeat(count - 1) + element + end).getBytes(UTF_8);
        json.read(Signal.TRACES, text, this::take); // loads classes

        long before = allocated();
        byte[] wire = json.read(Signal.TRACES, text, this::take);
        long allocated = allocated() - before;

        assertThat(taken).as("the wire form is shorter than the text").isZero();
        assertThat(wire.length).isBetween(count, text.length);
        // capacities of which each is half the next one, the wire form, and what Jackson needs for any text
        assertThat(allocated).isLessThan(3L * text.length + MIB / 4);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void wireFormThatIsLongerThanTheText_isAskedFor_andEndsAtItsLimit() {
        byte[] text = ("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"histogram\":{\"dataPoints\":"
                        + "[{\"bucketCounts\":[0" + ",0".repeat(MIB) + "]}]}}]}]}]}")
                .getBytes(UTF_8);
        limit = 3 * MIB;
        assertThat(catchThrowable(() -> json.read(Signal.METRICS, text, this::take)))
                .isInstanceOf(MemoryRefusedException.class);
        assertThat(taken).isLessThanOrEqualTo(limit);

        limit = Long.MAX_VALUE;
        OtlpJson narrow = new OtlpJson(new JsonLimits(100, 5 * MIB, MIB));
        MalformedJsonException refusal =
                catchThrowableOfType(MalformedJsonException.class, () -> narrow.read(Signal.METRICS, text, this::take));
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal).hasMessageContaining("larger than 5242880 bytes in protobuf form");
    }

    @Test
    void unknownNames_areAskedFor_unlessTheyComeAgain() throws Exception {
        String names = Stream.iterate(0, i -> i + 1)
                .limit(20_000)
                .map(i -> "\"x" + i + "\":0")
                .collect(joining(","));
        byte[] text = ("{\"future\":{" + names + "}}").getBytes(UTF_8);
        limit = 5L * MIB;
        assertThat(catchThrowable(() -> json.read(Signal.TRACES, text, this::take)))
                .isInstanceOf(MemoryRefusedException.class);
        assertThat(taken).isBetween(limit - 1000, limit);

        taken = 0;
        json.read(
                Signal.TRACES,
                ("{\"resourceSpans\":[{}" + ",{\"a\":0,\"b\":[{\"c\":\"d\"}]}".repeat(20_000) + "]}").getBytes(UTF_8),
                this::take);
        assertThat(taken).isLessThan(1000);
    }

    @Test
    void aStringBeyondTheLimit_isRefusedWhereverItStands() {
        for (String field : List.of("\"name\"", "\"traceId\"", "\"startTimeUnixNano\"", "\"kind\"")) {
            byte[] text = spans(field + ": \"" + "1".repeat(MIB + 1) + "\"").getBytes(UTF_8);
            assertThat(refusal(text).reason()).as(field).isEqualTo(Reason.TOO_LARGE);
        }
    }

    private boolean take(long bytes) {
        if (taken + bytes > limit) {
            return false;
        }
        taken += bytes;
        return true;
    }

    private MalformedJsonException refusal(byte[] text) {
        return catchThrowableOfType(MalformedJsonException.class, () -> json.read(Signal.TRACES, text, this::take));
    }

    private ExportTraceServiceRequest traces(byte[] text) throws Exception {
        return ExportTraceServiceRequest.parseFrom(json.read(Signal.TRACES, text, this::take));
    }

    private Span span(String fields) throws Exception {
        return traces(spans(fields).getBytes(UTF_8))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private AnyValue value(String field) throws Exception {
        return traces(attribute(field).getBytes(UTF_8))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .getAttributes(0)
                .getValue();
    }

    private static String spans(String fields) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}";
    }

    private static String attribute(String value) {
        return spans("\"attributes\":[{\"key\":\"k\",\"value\":{" + value + "}}]");
    }

    private static Message random(Signal signal, long seed) {
        return switch (signal) {
            case TRACES -> OtlpPayloads.randomTraces(seed);
            case METRICS -> OtlpPayloads.randomMetrics(seed);
            case LOGS -> OtlpPayloads.randomLogs(seed);
        };
    }
}
