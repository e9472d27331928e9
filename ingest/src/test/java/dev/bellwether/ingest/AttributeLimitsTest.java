package dev.bellwether.ingest;

import static dev.bellwether.ingest.OtlpClient.JSON;
import static dev.bellwether.ingest.OtlpClient.PROTOBUF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.IngestStats.SignalStats;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.SpanBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items with too many attributes or too long ones are refused; the others arrive as they came. */
class AttributeLimitsTest {

    private static final int MAX_RECORD = 4_000;
    private static final OtlpLimits LIMITS = OtlpLimits.DEFAULT.withAttributes(5, 200);
    private static final int GOOD_SPANS = 40;

    private final MemoryAppender appender = new MemoryAppender();
    private final IngestServer server = new IngestServer(
            IngestConfig.DEFAULT
                    .withFreePorts()
                    .withLimits(IngestLimits.DEFAULT
                            .withBytes(1_000_000, MAX_RECORD, 1_000_000)
                            .withOtlp(LIMITS)),
            appender,
            new SimpleMeterRegistry());
    private final OtlpClient client = new OtlpClient(server);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** 3 of them with too many attributes and 2 with a long one among others that are more than one record. */
    private static ExportTraceServiceRequest mixed() {
        return traces(GOOD_SPANS + 5);
    }

    private static ExportTraceServiceRequest traces(int spans) {
        return OtlpPayloads.traces()
                .resource("cart", "1")
                .spans(spans, (span, i) -> {
                    span.name("span " + i).attribute("http.route", "/cart".repeat(20));
                    switch (i) {
                        case 3, 4, 20 -> tooMany(span);
                        case 7, 44 -> span.attribute("sql", "x".repeat(200));
                        default -> {}
                    }
                })
                .request();
    }

    private static void tooMany(SpanBuilder span) {
        for (int i = 0; i < 5; i++) {
            span.attribute("key" + i, i);
        }
    }

    private static ExportTraceServiceRequest withoutTheBad(ExportTraceServiceRequest request) {
        ExportTraceServiceRequest.Builder good = request.toBuilder();
        var scope = good.getResourceSpansBuilder(0).getScopeSpansBuilder(0);
        List.of(44, 20, 7, 4, 3).forEach(scope::removeSpans);
        return good.build();
    }

    private ExportTraceServiceRequest appended() throws Exception {
        ExportTraceServiceRequest.Builder all = ExportTraceServiceRequest.newBuilder();
        for (var record : appender.records()) {
            assertThat(record.value().length).isLessThanOrEqualTo(MAX_RECORD);
            ExportTraceServiceRequest part = ExportTraceServiceRequest.parseFrom(record.value());
            if (all.getResourceSpansCount() == 0) {
                all.mergeFrom(part);
            } else {
                all.getResourceSpansBuilder(0)
                        .getScopeSpansBuilder(0)
                        .addAllSpans(part.getResourceSpans(0).getScopeSpans(0).getSpansList());
            }
        }
        return all.build();
    }

    private static void assertMixed(ExportTracePartialSuccess partial) {
        assertThat(partial.getRejectedSpans()).isEqualTo(5);
        assertThat(partial.getErrorMessage())
                .contains("3 of 45", "more than 5 attributes", "ingest.max-attributes")
                .contains("2 of 45", "more than 200 bytes", "ingest.max-attribute-length");
    }

    @Test
    void overHttp_theBadSpansAreRefused_andTheOthersAppended() throws Exception {
        HttpResponse<byte[]> answer = client.post("/v1/traces", PROTOBUF, mixed().toByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertMixed(ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess());
        assertThat(appender.records()).hasSizeGreaterThan(1);
        assertThat(appended()).isEqualTo(withoutTheBad(mixed()));
        assertLedger(45, 3, 2);
    }

    @Test
    void overGrpc_theAnswerIsTheSame() throws Exception {
        var answer = client.call(OtlpGrpcService.path(Signal.TRACES), Map.of(), Bytes.framed(0, mixed().toByteArray()));

        assertThat(answer.status()).isZero();
        byte[] message = Arrays.copyOfRange(answer.body(), GrpcAnswers.PREFIX_BYTES, answer.body().length);
        assertMixed(ExportTraceServiceResponse.parseFrom(message).getPartialSuccess());
        assertThat(appended()).isEqualTo(withoutTheBad(mixed()));
        assertLedger(45, 3, 2);
    }

    @Test
    void inJson_itGoesTheSameWay() throws Exception {
        HttpResponse<byte[]> answer = client.post(
                "/v1/traces", JSON, JsonFormat.printer().print(anonymous()).getBytes(UTF_8));

        ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
        JsonFormat.parser().merge(new String(answer.body(), UTF_8), response);
        assertMixed(response.getPartialSuccess());
        assertThat(appended()).isEqualTo(withoutTheBad(anonymous()));
        assertLedger(45, 3, 2);
    }

    /** Ids would be in base64, which OTLP does not want. */
    private static ExportTraceServiceRequest anonymous() {
        ExportTraceServiceRequest.Builder request = mixed().toBuilder();
        request.getResourceSpansBuilder(0)
                .getScopeSpansBuilder(0)
                .getSpansBuilderList()
                .forEach(span -> span.clearTraceId().clearSpanId().clearParentSpanId());
        return request.build();
    }

    @Test
    void aRequestWithoutABadItem_isAppendedByteForByte() {
        byte[] request = traces(3).toByteArray();

        assertThat(client.post("/v1/traces", PROTOBUF, request).body()).isEmpty();

        assertThat(appender.records())
                .extracting(record -> ByteString.copyFrom(record.value()))
                .containsExactly(ByteString.copyFrom(request));
        assertLedger(3, 0, 0);
    }

    @Test
    void aBadResource_refusesAllThatIsInIt_andNothingIsAppended() throws Exception {
        byte[] request = OtlpPayloads.traces()
                .resource(resource -> resource.service("cart").attribute("command", "x".repeat(200)))
                .spans(4, (span, i) -> span.name("span"))
                .bytes();

        HttpResponse<byte[]> answer = client.post("/v1/traces", PROTOBUF, request);

        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(4);
        assertThat(appender.records()).isEmpty();
        assertLedger(4, 0, 4);
    }

    @Test
    void dataPointsAndLogRecords_haveTheSameLimits() throws Exception {
        NumberDataPoint good = NumberDataPoint.newBuilder().setAsInt(1).build();
        byte[] points = OtlpPayloads.metrics()
                .metric(Metric.newBuilder()
                        .setName("gauge")
                        .setGauge(Gauge.newBuilder()
                                .addDataPoints(good)
                                .addDataPoints(good.toBuilder().addAllAttributes(attributes())))
                        .build())
                .bytes();
        assertThat(ExportMetricsServiceResponse.parseFrom(
                                client.post("/v1/metrics", PROTOBUF, points).body())
                        .getPartialSuccess()
                        .getRejectedDataPoints())
                .isEqualTo(1);
        byte[] logs = OtlpPayloads.logs()
                .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, "fine, however long: " + "x".repeat(1_000))
                .record(LogRecord.newBuilder().addAllAttributes(attributes()).build())
                .bytes();
        assertThat(ExportLogsServiceResponse.parseFrom(
                                client.post("/v1/logs", PROTOBUF, logs).body())
                        .getPartialSuccess()
                        .getRejectedLogRecords())
                .isEqualTo(1);
        assertThat(appender.records()).hasSize(2);
    }

    private static List<KeyValue> attributes() {
        return IntStream.range(0, 6)
                .mapToObj(i -> KeyValue.newBuilder()
                        .setKey("key" + i)
                        .setValue(AnyValue.newBuilder().setIntValue(i))
                        .build())
                .toList();
    }

    /** received = appended + rejected, by reason. */
    private void assertLedger(long items, long tooMany, long tooLong) {
        SignalStats stats = server.stats().of(Signal.TRACES);
        assertThat(stats.received().items()).isEqualTo(items);
        assertThat(stats.appended().items()).isEqualTo(items - tooMany - tooLong);
        assertThat(stats.appended().requests()).isEqualTo(1);
        assertThat(rejected(stats, RejectReason.TOO_MANY_ATTRIBUTES)).isEqualTo(tooMany);
        assertThat(rejected(stats, RejectReason.ATTRIBUTE_TOO_LONG)).isEqualTo(tooLong);
    }

    private static long rejected(SignalStats stats, RejectReason reason) {
        return stats.rejected().getOrDefault(reason, Amount.NONE).items();
    }
}
