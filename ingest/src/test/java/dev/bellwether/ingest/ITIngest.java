package dev.bellwether.ingest;

import static dev.bellwether.ingest.OtlpClient.PROTOBUF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.edge.Edge;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.ingest.append.ContentHash;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the senders that people use to the topics of a real broker. */
class ITIngest {

    private static final Topics TOPICS = Topics.standard();
    private static final IngestConfig CONFIG = IngestConfig.DEFAULT.withFreePorts();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static IngestServer server;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        provision(broker);
        server = newServer(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"grpc, none", "grpc, gzip", "http, none", "http, gzip"})
    void openTelemetrySdk_deliversEverything(String protocol, String compression) throws Exception {
        String service = protocol + "-" + compression;
        try (OtelSender sender = OtelSender.of(server, protocol, compression, service)) {
            assertThat(sender.sendSpans(500)).isTrue();
            assertThat(sender.sendMetric("orders", 7)).isTrue();
            assertThat(sender.sendLog("it works")).isTrue();
        }
        List<Span> spans = new ArrayList<>();
        for (var record : TopicReader.readAll(broker.bootstrapServers(), TOPICS.otlpSpans())) {
            for (var resource :
                    ExportTraceServiceRequest.parseFrom(record.value()).getResourceSpansList()) {
                if (resource.getResource().toString().contains(service)) {
                    resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
                }
            }
        }
        assertThat(spans).extracting(Span::getName).hasSize(500).doesNotHaveDuplicates();
        assertThat(TopicReader.readAll(broker.bootstrapServers(), TOPICS.otlpMetrics()))
                .anySatisfy(record -> assertThat(ExportMetricsServiceRequest.parseFrom(record.value())
                                .toString())
                        .contains(service, "orders", "as_int: 7"));
        assertThat(TopicReader.readAll(broker.bootstrapServers(), TOPICS.otlpLogs()))
                .anySatisfy(record -> assertThat(ExportLogsServiceRequest.parseFrom(record.value())
                                .toString())
                        .contains(service, "it works"));
    }

    @Test
    void retry_meetsTheSamePartitions_withTheSameHashes() {
        byte[] large = OtlpPayloads.shopTraces(42, 20_000, 1).toByteArray();
        assertThat(large.length).isGreaterThan(2 * CONFIG.limits().maxRecordBytes());
        OtlpClient client = new OtlpClient(server);
        assertThat(client.post("/v1/traces", PROTOBUF, large).statusCode()).isEqualTo(200);
        assertThat(client.post("/v1/traces", PROTOBUF, large).statusCode()).isEqualTo(200);
        var records = TopicReader.readAll(broker.bootstrapServers(), TOPICS.otlpSpans()).stream()
                .filter(record -> isPartOf(large, record))
                .toList();
        assertThat(records).hasSizeGreaterThanOrEqualTo(6);
        var places = records.stream()
                .map(record -> record.partition() + " " + HexFormat.of().formatHex(header(record, OtlpHeaders.HASH)))
                .toList();
        assertThat(places.stream().distinct().count()).isEqualTo(records.size() / 2);
        assertThat(places)
                .allSatisfy(place ->
                        assertThat(places.stream().filter(place::equals)).hasSize(2));
    }

    @Test
    void record_carriesItsHeaders_andTheBrokersTime() {
        byte[] request = OtlpPayloads.logs()
                .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, "headers")
                .bytes();
        assertThat(new OtlpClient(server)
                        .call(OtlpGrpcService.path(Signal.LOGS), Map.of(), Bytes.framed(0, request))
                        .status())
                .isZero();
        assertThat(TopicReader.readAll(broker.bootstrapServers(), TOPICS.otlpLogs()))
                .filteredOn(record -> Arrays.equals(record.value(), request))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.key()).isNull();
                    assertThat(record.timestampType().toString()).isEqualTo("LogAppendTime");
                    assertThat(header(record, OtlpHeaders.HASH))
                            .isEqualTo(ContentHash.of(request).toBytes());
                    assertThat(header(record, OtlpHeaders.CONTENT_TYPE))
                            .asString(UTF_8)
                            .isEqualTo(PROTOBUF);
                    assertThat(header(record, OtlpHeaders.CLIENT_ADDRESS))
                            .asString(UTF_8)
                            .isEqualTo("127.0.0.1");
                });
    }

    @Test
    void brokerThatWasNeverThere_isUnavailable_notTheServer() {
        try (IngestServer alone = newServer("127.0.0.1:1")) {
            OtlpClient client = new OtlpClient(alone);
            byte[] request = OtlpPayloads.shopTraces(1, 10, 1).toByteArray();
            assertThat(client.post("/v1/traces", PROTOBUF, request).statusCode())
                    .isEqualTo(503);
            var answer = client.call(OtlpGrpcService.path(Signal.TRACES), Map.of(), Bytes.framed(0, request));
            assertThat(answer.status()).isEqualTo(14);
            assertThat(answer.hasDetails()).isTrue();
        }
    }

    @Test
    void brokerThatGoesAway_isUnavailable_andFoundAgainWhenItIsBack(@TempDir Path own) {
        EmbeddedBrokerConfig config = EmbeddedBrokerConfig.in(own);
        EmbeddedBroker first = EmbeddedBroker.start(config);
        provision(first);
        byte[] request = OtlpPayloads.shopTraces(1, 10, 1).toByteArray();
        try (IngestServer ingest = newServer(first.bootstrapServers())) {
            OtlpClient client = new OtlpClient(ingest);
            assertThat(client.post("/v1/traces", PROTOBUF, request).statusCode())
                    .isEqualTo(200);
            first.close();
            assertThat(client.post("/v1/traces", PROTOBUF, request).statusCode())
                    .isEqualTo(503);
            Awaitility.await().until(() -> ingest.stats().bytesInFlight() == 0);
            try (EmbeddedBroker second = EmbeddedBroker.start(config.withPort(first.port()))) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() ->
                                client.post("/v1/traces", PROTOBUF, request).statusCode() == 200);
                assertThat(TopicReader.readAll(second.bootstrapServers(), TOPICS.otlpSpans()))
                        // ticks tell whether the broker is back
                        .filteredOn(record -> record.headers().lastHeader(OtlpHeaders.TICK) == null)
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(record -> assertThat(record.value()).isEqualTo(request));
            }
        }
    }

    private static IngestServer newServer(String bootstrapServers) {
        return IngestServer.toKafka(
                        Edge.open(),
                        CONFIG,
                        TOPICS,
                        Map.of("bootstrap.servers", bootstrapServers),
                        new SimpleMeterRegistry())
                .start();
    }

    static void provision(EmbeddedBroker broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var unused = new TopicProvisioner(
                            admin, broker.bootstrapServers(), ClusterProfile.embedded(), Duration.ofSeconds(30))
                    .provision(TOPICS.all());
        }
    }

    private static boolean isPartOf(byte[] request, ConsumerRecord<byte[], byte[]> record) {
        try {
            var whole = ExportTraceServiceRequest.parseFrom(request)
                    .getResourceSpans(0)
                    .getScopeSpans(0)
                    .getSpansList();
            return whole.contains(ExportTraceServiceRequest.parseFrom(record.value())
                    .getResourceSpans(0)
                    .getScopeSpans(0)
                    .getSpans(0));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name).value();
    }
}
