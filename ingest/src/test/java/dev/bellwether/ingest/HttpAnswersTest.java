package dev.bellwether.ingest;

import static dev.bellwether.ingest.OtlpClient.JSON;
import static dev.bellwether.ingest.OtlpClient.PROTOBUF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.bellwether.ingest.MemoryAppender.Broker;
import dev.bellwether.ingest.append.Outage;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP/HTTP: for each kind of request the answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpAnswersTest {

    private static final int MAX_REQUEST = 100_000;
    private static final int MAX_RECORD = 10_000;

    private static final byte[] SPANS = OtlpPayloads.shopTraces(1, 10, 0).toByteArray();
    private static final byte[] SPANS_JSON = """
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"name": "GET /"}]}]}]}""".getBytes(UTF_8);
    private static final byte[] NOTHING = {};
    private static final byte[] EMPTY_JSON = "{}".getBytes(UTF_8);

    private final MemoryAppender appender = new MemoryAppender();
    private final IngestServer server = new IngestServer(
            IngestConfig.DEFAULT
                    .withFreePorts()
                    .withLimits(IngestLimits.DEFAULT
                            .withBytes(MAX_REQUEST, MAX_RECORD, 2 * MAX_REQUEST)
                            .withOtlp(OtlpLimits.DEFAULT.withMaxDepth(20))),
            appender,
            new SimpleMeterRegistry());
    private final OtlpClient client = new OtlpClient(server);

    @BeforeAll
    void start() {
        server.start();
    }

    @BeforeEach
    void forget() {
        appender.reset();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** One line of the table of refusals. */
    private record Refusal(
            String name,
            String method,
            String path,
            Map<String, String> headers,
            ByteString body,
            int status,
            int code) {

        Refusal(String name, String path, String type, byte[] body, int status, int code) {
            this(name, "POST", path, Map.of("Content-Type", type), body, status, code);
        }

        Refusal(
                String name,
                String method,
                String path,
                Map<String, String> headers,
                byte[] body,
                int status,
                int code) {
            this(name, method, path, headers, ByteString.copyFrom(body), status, code);
        }

        Refusal encoded(String encoding) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put("Content-Encoding", encoding);
            return new Refusal(name, method, path, all, body, status, code);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refusal> refusals() {
        byte[] gzip = Bytes.gzip(SPANS);
        byte[] corrupt = gzip.clone();
        corrupt[corrupt.length - 5] ^= 1; // in the checksum
        byte[] deep = ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"value\":"
                        + "{\"arrayValue\":{\"values\":[".repeat(30) + "]}}".repeat(30) + "}]}]}]}]}")
                .getBytes(UTF_8);
        return Stream.of(
                new Refusal("no protobuf", "/v1/traces", PROTOBUF, "hello".getBytes(UTF_8), 400, 3),
                new Refusal("protobuf cut off", "/v1/traces", PROTOBUF, Arrays.copyOf(SPANS, 50), 400, 3),
                new Refusal("no JSON", "/v1/metrics", JSON, "hello".getBytes(UTF_8), 400, 3),
                new Refusal("no text at all as JSON", "/v1/logs", JSON, NOTHING, 400, 3),
                new Refusal("JSON too deep", "/v1/traces", JSON, deep, 400, 3),
                new Refusal("protobuf too deep", "/v1/logs", PROTOBUF, deepLogs(), 400, 3),
                new Refusal("not gzip", "/v1/traces", PROTOBUF, SPANS, 400, 3).encoded("gzip"),
                new Refusal("nothing as gzip", "/v1/traces", PROTOBUF, NOTHING, 400, 3).encoded("gzip"),
                new Refusal("gzip cut off", "/v1/traces", PROTOBUF, Arrays.copyOf(gzip, 60), 400, 3).encoded("gzip"),
                new Refusal(
                                "gzip without its end",
                                "/v1/traces",
                                PROTOBUF,
                                Arrays.copyOf(gzip, gzip.length - 1),
                                400,
                                3)
                        .encoded("gzip"),
                new Refusal("gzip damaged", "/v1/traces", PROTOBUF, corrupt, 400, 3).encoded("gzip"),
                new Refusal("GET", "GET", "/v1/traces", Map.of(), NOTHING, 405, 12),
                new Refusal("PUT", "PUT", "/v1/metrics", Map.of("Content-Type", PROTOBUF), SPANS, 405, 12),
                new Refusal("OPTIONS", "OPTIONS", "/v1/logs", Map.of(), NOTHING, 405, 12),
                new Refusal("DELETE", "DELETE", "/v1/logs", Map.of("Content-Type", JSON), NOTHING, 405, 12),
                new Refusal("unknown path", "/v1/trace", PROTOBUF, SPANS, 404, 12),
                new Refusal("no path", "/", JSON, EMPTY_JSON, 404, 12),
                new Refusal("profiles", "/v1development/profiles", PROTOBUF, NOTHING, 404, 12),
                new Refusal("gRPC's path", OtlpGrpcService.path(SIGNAL), PROTOBUF, NOTHING, 404, 12),
                new Refusal("GET of an unknown path", "GET", "/metrics", Map.of(), NOTHING, 404, 12),
                new Refusal("no media type", "POST", "/v1/traces", Map.of(), SPANS, 415, 12),
                new Refusal("text", "/v1/traces", "text/plain", SPANS, 415, 12),
                new Refusal("other protobuf", "/v1/traces", "application/protobuf", SPANS, 415, 12),
                new Refusal("no media type in it", "/v1/traces", "json", SPANS, 415, 12),
                new Refusal("deflate", "/v1/traces", PROTOBUF, SPANS, 415, 12).encoded("deflate"),
                new Refusal("zstd", "/v1/traces", JSON, SPANS_JSON, 415, 12).encoded("zstd"),
                new Refusal("twice encoded", "/v1/traces", JSON, SPANS_JSON, 415, 12).encoded("gzip, gzip"),
                new Refusal("too large", "/v1/traces", PROTOBUF, new byte[MAX_REQUEST + 1], 413, 8),
                new Refusal("far too large", "/v1/traces", PROTOBUF, new byte[5_000_000], 413, 8),
                new Refusal("too large decompressed", "/v1/traces", PROTOBUF, Bytes.bomb(1), 413, 8).encoded("gzip"),
                new Refusal("JSON too large decompressed", "/v1/logs", JSON, Bytes.bomb(1), 413, 8).encoded("gzip"),
                new Refusal("too large in protobuf", "/v1/metrics", JSON, manyCounts(), 413, 8),
                new Refusal("unknown names by the thousand", "/v1/logs", JSON, manyNames(), 413, 8),
                new Refusal("a JSON string longer than a record", "/v1/traces", JSON, longName(), 413, 8));
    }

    private static final Signal SIGNAL = Signal.TRACES;

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_isAStatusInTheRequestsForm(Refusal row) throws Exception {
        HttpResponse<byte[]> answer = client.send(row.method, row.path, row.headers, row.body.toByteArray());
        assertThat(answer.statusCode()).isEqualTo(row.status);
        assertThat(answer.headers().firstValue("content-type"))
                .contains(PROTOBUF.equals(row.headers.get("Content-Type")) ? PROTOBUF : JSON);
        Status status = OtlpClient.statusOf(answer);
        assertThat(status.getCode()).isEqualTo(row.code);
        assertThat(status.getMessage()).isNotBlank();
        if (row.status == 400) {
            BadRequest bad = status.getDetails(0).unpack(BadRequest.class);
            assertThat(bad.getFieldViolations(0).getDescription()).isEqualTo(status.getMessage());
        } else {
            assertThat(status.getDetailsList()).isEmpty();
        }
        assertThat(answer.headers().firstValue("allow").isPresent()).isEqualTo(row.status == 405);
        assertThat(answer.headers().allValues("allow")).isSubsetOf("POST");
        assertThat(answer.headers().firstValue("retry-after")).isEmpty();
        assertThat(appender.records()).isEmpty();
        assertThat(server.stats().bytesInFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/traces", "/v1/metrics", "/v1/logs"})
    void emptyRequest_isSuccess_andNothingIsStored(String path) {
        HttpResponse<byte[]> protobuf = client.post(path, PROTOBUF, NOTHING);
        assertThat(protobuf.statusCode()).isEqualTo(200);
        assertThat(protobuf.body()).isEmpty();
        assertThat(protobuf.headers().firstValue("content-type")).contains(PROTOBUF);
        HttpResponse<byte[]> json = client.post(path, JSON, EMPTY_JSON);
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.body()).asString(UTF_8).isEqualTo("{}");
        assertThat(json.headers().firstValue("content-type")).contains(JSON);
        assertThat(appender.records()).isEmpty();
    }

    @Test
    void fullSuccess_leavesPartialSuccessUnset_andTheBytesArriveAsTheyCame() {
        HttpResponse<byte[]> answer = client.post("/v1/traces", PROTOBUF, SPANS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(appender.records()).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(SPANS);
            assertThat(record.clientAddress()).isEqualTo("127.0.0.1");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8;x=\"y;z\""
            })
    void mediaType_mayHaveParametersAndAnyCase(String type) {
        HttpResponse<byte[]> answer = client.post("/v1/traces", type, SPANS_JSON);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).asString(UTF_8).isEqualTo("{}");
        assertThat(answer.headers().firstValue("content-type")).contains(JSON);
        assertThat(appender.records()).hasSize(1);
    }

    @Test
    void gzipAndIdentity_inAnyCase_giveTheSameRecords() {
        assertThat(client.post("/v1/traces", PROTOBUF, "gzip", Bytes.gzip(SPANS))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/v1/traces", PROTOBUF, "GZIP", Bytes.gzip(SPANS))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/v1/traces", PROTOBUF, "identity", SPANS).statusCode())
                .isEqualTo(200);
        assertThat(appender.records())
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.value()).isEqualTo(SPANS));
        assertThat(client.post("/v1/traces", JSON, "gzip", Bytes.gzip(SPANS_JSON))
                        .statusCode())
                .isEqualTo(200);
        assertThat(appender.records()).hasSize(4);
    }

    @Test
    void unsupportedEncoding_isToldWhatIsSupported() {
        assertThat(client.post("/v1/traces", PROTOBUF, "br", SPANS).headers().firstValue("accept-encoding"))
                .contains("gzip, identity");
    }

    @Test
    void itemsOverTheRecordLimit_arePartialSuccess_theOthersAreStored() throws Exception {
        String large = "x".repeat(MAX_RECORD);
        HttpResponse<byte[]> spans = client.post(
                "/v1/traces",
                PROTOBUF,
                OtlpPayloads.traces()
                        .resource("a", "1")
                        .spans(5, (span, i) -> span.attribute("k", i == 1 || i == 3 ? large : "small"))
                        .bytes());
        assertThat(spans.statusCode()).isEqualTo(200);
        var traceAnswer = ExportTraceServiceResponse.parseFrom(spans.body()).getPartialSuccess();
        assertThat(traceAnswer.getRejectedSpans()).isEqualTo(2);
        assertThat(traceAnswer.getErrorMessage()).contains("2 of 5").contains("10000");
        HttpResponse<byte[]> logs = client.post(
                "/v1/logs",
                PROTOBUF,
                OtlpPayloads.logs()
                        .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, large)
                        .bytes());
        assertThat(ExportLogsServiceResponse.parseFrom(logs.body())
                        .getPartialSuccess()
                        .getRejectedLogRecords())
                .isEqualTo(1);
        HttpResponse<byte[]> points = client.post(
                "/v1/metrics",
                PROTOBUF,
                OtlpPayloads.metrics().gauge(large, 1, 1, 2, 3).gauge("b", 1, 4).bytes());
        assertThat(ExportMetricsServiceResponse.parseFrom(points.body())
                        .getPartialSuccess()
                        .getRejectedDataPoints())
                .isEqualTo(3);
        assertThat(appender.records())
                .allSatisfy(record -> assertThat(record.value().length).isLessThanOrEqualTo(MAX_RECORD));
    }

    @Test
    void partialSuccess_ofAJsonRequest_isJson() {
        byte[] request = ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"" + "x".repeat(MAX_RECORD)
                        + "\"}]}]}]}")
                .getBytes(UTF_8);
        HttpResponse<byte[]> answer = client.post("/v1/traces", JSON, request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .asString(UTF_8)
                .startsWith("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":");
    }

    @Test
    void recordThatTheTopicDoesNotTake_isPartialSuccessToo() throws Exception {
        appender.becomes(Broker.NARROW);
        HttpResponse<byte[]> answer = client.post("/v1/traces", PROTOBUF, SPANS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTOBUF, JSON})
    void brokerAway_is503_withRetryAfter(String type) throws Exception {
        appender.becomes(Broker.AWAY);
        HttpResponse<byte[]> answer = client.post("/v1/traces", type, type.equals(JSON) ? SPANS_JSON : SPANS);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        Status status = OtlpClient.statusOf(answer);
        assertThat(status.getCode()).isEqualTo(14);
        assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
                .isEqualTo(1);
    }

    @Test
    void brokerKnownToBeAway_is503AtOnce_andSaysSinceWhen() {
        appender.knownAway(new Outage(Instant.parse("2026-01-01T12:00:00Z"), "gone"));
        HttpResponse<byte[]> answer = client.post("/v1/traces", JSON, SPANS_JSON);
        appender.knownAway(null);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(answer.body())
                .asString(UTF_8)
                .contains("the Kafka broker does not answer since 2026-01-01T12:00:00Z (gone)");
        assertThat(appender.records()).isEmpty();
        assertThat(client.post("/v1/traces", JSON, SPANS_JSON).statusCode()).isEqualTo(200);
    }

    @Test
    void paused_is503_untilResumed() {
        server.pause("disk nearly full");
        HttpResponse<byte[]> answer = client.post("/v1/traces", JSON, SPANS_JSON);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).asString(UTF_8).contains("disk nearly full");
        server.resume();
        assertThat(client.post("/v1/traces", JSON, SPANS_JSON).statusCode()).isEqualTo(200);
    }

    @Test
    void defect_is500_andNotRetried() throws Exception {
        appender.becomes(Broker.BROKEN);
        HttpResponse<byte[]> answer = client.post("/v1/traces", PROTOBUF, SPANS);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(OtlpClient.statusOf(answer).getCode()).isEqualTo(13);
        assertThat(server.stats().bytesInFlight()).isZero();
    }

    private static byte[] deepLogs() {
        Object value = "leaf";
        for (int i = 0; i < 30; i++) {
            value = List.of(value);
        }
        return OtlpPayloads.logs()
                .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, value)
                .bytes();
    }

    /** Two characters a number in JSON, eight bytes in protobuf. */
    private static byte[] manyCounts() {
        return ("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"histogram\":{\"dataPoints\":[{\"bucketCounts\":[0"
                        + ",0".repeat(40_000) + "]}]}}]}]}]}")
                .getBytes(UTF_8);
    }

    /** A tenth of what may be on its way at once; what the parser would keep of them is more than all of it. */
    private static byte[] manyNames() {
        return IntStream.range(0, 2_000)
                .mapToObj(i -> "\"n" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(UTF_8);
    }

    private static byte[] longName() {
        return ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"" + "x".repeat(MAX_RECORD + 1)
                        + "\"}]}]}]}")
                .getBytes(UTF_8);
    }
}
