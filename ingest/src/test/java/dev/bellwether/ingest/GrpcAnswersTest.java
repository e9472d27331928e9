package dev.bellwether.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import dev.bellwether.ingest.MemoryAppender.Broker;
import dev.bellwether.ingest.OtlpClient.GrpcAnswer;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP/gRPC: for each kind of request the answer, as bytes and as a stock client sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcAnswersTest {

    private static final int MAX_REQUEST = 100_000;
    private static final int MAX_RECORD = 10_000;
    private static final String EXPORT = OtlpGrpcService.path(Signal.TRACES);

    private static final ExportTraceServiceRequest REQUEST = OtlpPayloads.shopTraces(1, 10, 0);
    private static final byte[] SPANS = REQUEST.toByteArray();

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
    private record Refusal(String name, String path, Map<String, String> headers, ByteString body, int code) {

        Refusal(String name, Map<String, String> headers, byte[] body, int code) {
            this(name, EXPORT, headers, ByteString.copyFrom(body), code);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refusal> refusals() {
        Map<String, String> plain = Map.of();
        Map<String, String> gzip = Map.of("grpc-encoding", "gzip");
        byte[] nothing = {};
        byte[] framed = Bytes.framed(0, SPANS);
        byte[] two =
                ByteString.copyFrom(framed).concat(ByteString.copyFrom(framed)).toByteArray();
        return Stream.of(
                new Refusal("no message", plain, nothing, 3),
                new Refusal("half a prefix", plain, new byte[] {0, 0}, 3),
                new Refusal("message cut off", plain, Arrays.copyOf(framed, 100), 3),
                new Refusal("two messages", plain, two, 3),
                new Refusal("no protobuf", plain, Bytes.framed(0, new byte[] {1, 2, 3}), 3),
                new Refusal("protobuf cut off", plain, Bytes.framed(0, Arrays.copyOf(SPANS, 50)), 3),
                new Refusal("compressed without saying how", plain, Bytes.framed(1, Bytes.gzip(SPANS)), 3),
                new Refusal("no such flag", gzip, Bytes.framed(2, Bytes.gzip(SPANS)), 3),
                new Refusal("not gzip", gzip, Bytes.framed(1, SPANS), 3),
                new Refusal("gzip cut off", gzip, Bytes.framed(1, Arrays.copyOf(Bytes.gzip(SPANS), 60)), 3),
                new Refusal("too large", plain, Bytes.framed(0, new byte[MAX_REQUEST + 1]), 8),
                new Refusal("far too large", plain, Bytes.framed(0, new byte[5_000_000]), 8),
                new Refusal("too large decompressed", gzip, Bytes.framed(1, Bytes.bomb(1)), 8),
                new Refusal("zstd", Map.of("grpc-encoding", "zstd"), Bytes.framed(1, SPANS), 12),
                new Refusal("unknown method", EXPORT + "2", plain, ByteString.copyFrom(framed), 12),
                new Refusal("unknown service", "/grpc.health.v1.Health/Check", plain, ByteString.EMPTY, 12));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_isAStatusInTheHeaders(Refusal row) throws Exception {
        GrpcAnswer answer = client.call(row.path, row.headers, row.body.toByteArray());
        assertThat(answer.httpStatus()).isEqualTo(200);
        assertThat(answer.status()).as("%s", answer).isEqualTo(row.code);
        assertThat(answer.message()).isNotBlank();
        assertThat(answer.header("content-type")).startsWith("application/grpc");
        assertThat(answer.body()).isEmpty();
        if (row.code == 3) {
            assertThat(answer.details().getCode()).isEqualTo(3);
            assertThat(answer.details().getDetails(0).is(BadRequest.class)).isTrue();
        } else {
            assertThat(answer.hasDetails())
                    .as("retry info would make it retryable")
                    .isFalse();
        }
        assertThat(answer.header("grpc-accept-encoding")).isEqualTo("identity,gzip");
        assertThat(appender.records()).isEmpty();
        assertThat(server.stats().bytesInFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void emptyRequest_isSuccess_andNothingIsStored(Signal signal) {
        GrpcAnswer answer = client.call(OtlpGrpcService.path(signal), Map.of(), Bytes.framed(0, new byte[0]));
        assertThat(answer.status()).isZero();
        assertThat(answer.body()).isEqualTo(Bytes.framed(0, new byte[0]));
        assertThat(appender.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc", "application/grpc+proto", "application/grpc; charset=utf-8"})
    void contentTypes_ofGrpcWithProtobuf_areTaken(String type) {
        assertThat(client.call(EXPORT, Map.of("content-type", type), Bytes.framed(0, SPANS))
                        .status())
                .isZero();
        assertThat(appender.records())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(SPANS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc+json", "application/x-protobuf", "application/json"})
    void otherContentTypes_are415(String type) {
        assertThat(client.call(EXPORT, Map.of("content-type", type), Bytes.framed(0, SPANS))
                        .httpStatus())
                .isEqualTo(415);
    }

    @Test
    void httpOnTheGrpcPort_is404_andToldWhereToGo() {
        GrpcAnswer answer = client.call("/v1/traces", Map.of("content-type", "application/json"), new byte[0]);
        assertThat(answer.httpStatus()).isEqualTo(404);
        assertThat(answer.body()).asString(UTF_8).contains("4318");
    }

    @Test
    void gzipMessage_andPlainMessageUnderGzip_areTaken() {
        Map<String, String> gzip = Map.of("grpc-encoding", "gzip");
        assertThat(client.call(EXPORT, gzip, Bytes.framed(1, Bytes.gzip(SPANS))).status())
                .isZero();
        assertThat(client.call(EXPORT, gzip, Bytes.framed(0, SPANS)).status()).isZero();
        assertThat(appender.records())
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.value()).isEqualTo(SPANS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stockClient_isUnderstood_forEachSignal(boolean gzip) throws Exception {
        Compressor compressor = gzip ? new Codec.Gzip() : Codec.Identity.NONE;
        ExportMetricsServiceRequest metrics =
                OtlpPayloads.metrics().gauge("g", 1, 2.5).request();
        ExportLogsServiceRequest logs = OtlpPayloads.randomLogs(3);
        ExportTraceServiceResponse answer = stub(TraceServiceGrpc.TraceServiceBlockingStub.class, compressor)
                .export(REQUEST);
        assertThat(answer.hasPartialSuccess()).isFalse();
        var unusedMetrics = stub(MetricsServiceGrpc.MetricsServiceBlockingStub.class, compressor)
                .export(metrics);
        var unusedLogs =
                stub(LogsServiceGrpc.LogsServiceBlockingStub.class, compressor).export(logs);
        assertThat(appender.records())
                .extracting(record -> ByteString.copyFrom(record.value()))
                .containsExactly(REQUEST.toByteString(), metrics.toByteString(), logs.toByteString());
    }

    @Test
    void stockClient_seesPartialSuccess() {
        ExportTraceServiceRequest request = OtlpPayloads.traces()
                .span(span -> span.name("x".repeat(MAX_RECORD)))
                .span(span -> span.name("small"))
                .request();
        ExportTraceServiceResponse answer = stub(TraceServiceGrpc.TraceServiceBlockingStub.class, Codec.Identity.NONE)
                .export(request);
        assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
        assertThat(answer.getPartialSuccess().getErrorMessage()).contains("1 of 2");
    }

    @Test
    void brokerAway_isUnavailable_withRetryInfo_forAStockClient() throws Exception {
        appender.becomes(Broker.AWAY);
        StatusRuntimeException refusal = refusal(REQUEST);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        com.google.rpc.Status details = Objects.requireNonNull(StatusProto.fromThrowable(refusal));
        assertThat(details.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
                .isEqualTo(1);
    }

    @Test
    void paused_isUnavailable_withRetryInfo() throws Exception {
        server.pause("disk nearly full: 99 % (größer)");
        StatusRuntimeException refusal = refusal(REQUEST);
        server.resume();
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refusal.getStatus().getDescription()).isEqualTo("disk nearly full: 99 % (größer)");
    }

    @Test
    void malformed_isInvalidArgument_withBadRequest_forAStockClient() throws Exception {
        // a span whose attribute is a group is nothing that the generated classes would write, so it is put in as an
        // unknown field
        ExportTraceServiceRequest request = REQUEST.toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                77,
                                UnknownFieldSet.Field.newBuilder()
                                        .addGroup(UnknownFieldSet.getDefaultInstance())
                                        .build())
                        .build())
                .build();
        StatusRuntimeException refusal = refusal(request);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        com.google.rpc.Status details = Objects.requireNonNull(StatusProto.fromThrowable(refusal));
        assertThat(details.getDetails(0)
                        .unpack(BadRequest.class)
                        .getFieldViolations(0)
                        .getDescription())
                .containsPattern("at byte \\d+");
    }

    private StatusRuntimeException refusal(ExportTraceServiceRequest request) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> stub(TraceServiceGrpc.TraceServiceBlockingStub.class, Codec.Identity.NONE)
                        .export(request));
    }

    private <T> T stub(Class<T> type, Compressor compressor) {
        return GrpcClients.builder("gproto+h2c://127.0.0.1:" + server.grpcPort())
                .compressor(compressor)
                .build(type);
    }
}
