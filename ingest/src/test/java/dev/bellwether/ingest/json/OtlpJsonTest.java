package dev.bellwether.ingest.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
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

    private final OtlpJson json = new OtlpJson(OtlpLimits.DEFAULT);

    @ParameterizedTest
    @EnumSource(Signal.class)
    void anyRequest_printedByAnySender_isReadAsItself(Signal signal) throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Message request = random(signal, seed);
            String text = new OtlpJsonPrinter(new Random(seed)).print(request);
            Message read = json.read(signal, text.getBytes(UTF_8));
            assertThat(read).as("seed %d: %s", seed, text).isEqualTo(request);
            assertThat(OtlpRequests.count(signal, read.toByteArray(), OtlpLimits.DEFAULT))
                    .isNotNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void damagedText_isReadOrRefused_neverAnythingElse(Signal signal) {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            byte[] text =
                    new OtlpJsonPrinter(random).print(random(signal, seed)).getBytes(UTF_8);
            for (int damage = 0; damage < 3 && text.length > 0; damage++) {
                text[random.nextInt(text.length)] = "{}[]\",:0\\\u0000n".getBytes(UTF_8)[random.nextInt(11)];
            }
            try {
                json.read(signal, text);
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
        NumberDataPoint point = ((ExportMetricsServiceRequest) json.read(Signal.METRICS, """
                        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asInt":"0"}]}}]}]}]}\
                        """.getBytes(UTF_8)))
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
        assertThat(((ExportTraceServiceRequest) json.read(Signal.TRACES, text)).getResourceSpansCount())
                .isEqualTo(1);
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
                arguments("{\"resourceSpans\": [], \"resourceSpans\"¦: []}", "Duplicate"),
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
        assertThat(refusal.tooDeep()).isFalse();
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
                        .tooDeep())
                .isTrue();
        String unknown = "{\"future\": " + "[".repeat(2 * depth) + "]".repeat(2 * depth) + "}";
        assertThat(refusal(unknown.getBytes(UTF_8)).tooDeep()).isTrue();
    }

    @Test
    void depth_endsWhereTheWalkerOfTheWireFormEnds() throws Exception {
        OtlpLimits limits = new OtlpLimits(9);
        OtlpJson shallow = new OtlpJson(limits);
        byte[] fits = attribute("\"arrayValue\":{\"values\":[{\"arrayValue\":{\"values\":[{}]}}]}")
                .getBytes(UTF_8);
        Message read = shallow.read(Signal.TRACES, fits);
        assertThat(OtlpRequests.count(Signal.TRACES, read.toByteArray(), limits))
                .isEqualTo(1);
        assertThat(catchThrowableOfType(
                                MalformedJsonException.class,
                                () -> new OtlpJson(new OtlpLimits(8)).read(Signal.TRACES, fits))
                        .tooDeep())
                .isTrue();
    }

    private MalformedJsonException refusal(byte[] text) {
        return catchThrowableOfType(MalformedJsonException.class, () -> json.read(Signal.TRACES, text));
    }

    private Span span(String fields) throws MalformedJsonException {
        ExportTraceServiceRequest request = (ExportTraceServiceRequest)
                json.read(Signal.TRACES, spans(fields).getBytes(UTF_8));
        return request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
    }

    private AnyValue value(String field) throws MalformedJsonException {
        ExportTraceServiceRequest request = (ExportTraceServiceRequest)
                json.read(Signal.TRACES, attribute(field).getBytes(UTF_8));
        return request.getResourceSpans(0)
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
