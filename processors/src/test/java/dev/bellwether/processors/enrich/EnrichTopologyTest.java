package dev.bellwether.processors.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.processors.TestApp;
import dev.bellwether.processors.runtime.StreamsConfigs;
import dev.bellwether.schemas.DeadLetterHeaders;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.ReplayHeaders;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.LogsBuilder;
import dev.bellwether.testing.OtlpPayloads;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichTopologyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path state;

    private final TestApp app = new TestApp();
    private final Directory directory = new Directory(List.of(Association.values()), Duration.ofMinutes(10));
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> metrics;
    private TestInputTopic<byte[], byte[]> logs;
    private TestOutputTopic<byte[], byte[]> enrichedMetrics;
    private TestOutputTopic<byte[], byte[]> enrichedLogs;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        directory.put(Pods.pod("cart-7f-a", "10.1.0.1", "1.4.2", NOON.minusSeconds(60)));
        driver = app.drive(topology(Set.of(Signal.METRICS, Signal.LOGS)), state, NOON);
        metrics = input("otlp_metrics");
        logs = input("otlp_logs");
        enrichedMetrics = output("otlp_metrics_enriched");
        enrichedLogs = output("otlp_logs_enriched");
        deadLetters = output(TestApp.TOPICS.deadLetters().name());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void metrics_areEnriched() throws Exception {
        byte[] request = OtlpPayloads.metrics()
                .resource("cart", "1.0")
                .gauge("queue.size", 1, 7.0)
                .bytes();
        metrics.pipeInput(record(request, "10.1.0.1"));

        ExportMetricsServiceRequest enriched = ExportMetricsServiceRequest.parseFrom(enrichedMetrics.readValue());
        assertThat(attributes(enriched.getResourceMetrics(0).getResource()))
                .containsEntry("service.name", "cart")
                .containsEntry("k8s.pod.name", "cart-7f-a");
        ExportMetricsServiceRequest.Builder without = enriched.toBuilder();
        without.getResourceMetricsBuilder(0)
                .setResource(ExportMetricsServiceRequest.parseFrom(request)
                        .getResourceMetrics(0)
                        .getResource());
        assertThat(without.build().toByteArray()).as("all else is as it was").isEqualTo(request);
    }

    @Test
    void logs_areEnriched_withKeyHeadersAndTimeAsTheyCame() throws Exception {
        logs.pipeInput(new TestRecord<>("k".getBytes(UTF_8), log().bytes(), from("10.1.0.1"), NOON));

        TestRecord<byte[], byte[]> enriched = enrichedLogs.readRecord();
        assertThat(attributes(ExportLogsServiceRequest.parseFrom(enriched.value())
                        .getResourceLogs(0)
                        .getResource()))
                .containsEntry("k8s.pod.name", "cart-7f-a");
        assertThat(enriched.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(enriched.headers()).isEqualTo(from("10.1.0.1"));
        assertThat(enriched.getRecordTime()).isEqualTo(NOON);
    }

    @Test
    void requestSentAgain_isWrittenOnce() {
        RecordHeaders headers = from("10.1.0.1");
        headers.add(OtlpHeaders.HASH, new byte[16]);
        logs.pipeInput(new TestRecord<>(null, log().bytes(), headers, NOON));
        logs.pipeInput(new TestRecord<>(null, log().bytes(), headers, NOON.plusSeconds(599)));
        assertThat(enrichedLogs.readRecordsToList()).hasSize(1);
        assertThat(records("logs", "duplicate")).isEqualTo(1);

        logs.pipeInput(new TestRecord<>(null, log().bytes(), headers, NOON.plusSeconds(600)));
        assertThat(enrichedLogs.readRecordsToList()).hasSize(1);
    }

    @Test
    void requestWrittenBack_isWritten_whereItIsForThisApplication() {
        RecordHeaders known = from("10.1.0.1");
        known.add(OtlpHeaders.HASH, new byte[16]);
        logs.pipeInput(new TestRecord<>(null, log().bytes(), known, NOON));
        assertThat(enrichedLogs.readRecordsToList()).hasSize(1);

        for (String application : List.of("another", StreamsConfigs.APPLICATION)) {
            RecordHeaders headers = new RecordHeaders(known);
            headers.add(ReplayHeaders.ADDRESSEE, application.getBytes(UTF_8));
            logs.pipeInput(new TestRecord<>(null, log().bytes(), headers, NOON.plusSeconds(1)));
        }

        assertThat(enrichedLogs.readRecordsToList()).hasSize(1);
        assertThat(records("logs", "duplicate")).isEqualTo(1);
    }

    @Test
    void tick_isNoRequest() {
        logs.pipeInput(
                new TestRecord<>(null, new byte[0], new RecordHeaders().add(OtlpHeaders.TICK, new byte[0]), NOON));

        assertThat(enrichedLogs.isEmpty()).isTrue();
        assertThat(app.count("bellwether.enrichment.read.records")).isZero();
    }

    @Test
    void whatIsNoRequest_goesToTheDeadLetters() {
        logs.pipeInput(record(new byte[] {0x0a, 0x7f, 1}, "10.1.0.1"));
        logs.pipeInput(record(log().bytes(), "10.1.0.1"));

        assertThat(new String(
                        deadLetters
                                .readRecord()
                                .headers()
                                .lastHeader(DeadLetterHeaders.REASON)
                                .value(),
                        UTF_8))
                .startsWith("not a request of logs");
        assertThat(enrichedLogs.readRecordsToList()).hasSize(1);
        assertThat(records("logs", "malformed")).isEqualTo(1);
    }

    /** One that would not fit any more must not stop those behind it. */
    @Test
    void requestThatWouldBecomeTooLarge_isWrittenAsItCame() {
        int limit = TestApp.TOPICS.otlpLogsEnriched().maxMessageBytes() - (64 << 10);
        byte[] fits = logOf(limit - 100);
        byte[] tooLarge = logOf(limit + 100);

        logs.pipeInput(record(fits, "10.1.0.1"));
        logs.pipeInput(record(tooLarge, "10.1.0.1"));
        logs.pipeInput(record(log().bytes(), "10.1.0.1"));

        assertThat(enrichedLogs.readValue()).isEqualTo(fits);
        assertThat(enrichedLogs.readValue()).hasSizeLessThan(1_000);
        assertThat(records("logs", "too_large")).isEqualTo(1);
        assertThat(records("logs", "left_out")).isEqualTo(1);
        assertThat(records("logs", "enriched")).isEqualTo(1);
        assertThat(app.count("bellwether.enrichment.read.records", "signal", "logs"))
                .as("read = sum of the results")
                .isEqualTo(app.count("bellwether.enrichment.records", "signal", "logs"))
                .isEqualTo(3);
    }

    @Test
    void signals_areSwitchedOnByThemselves() {
        assertThat(EnrichTopology.isNeeded(enrichment(Set.of()))).isFalse();
        assertThat(EnrichTopology.isNeeded(enrichment(Set.of(Signal.TRACES))))
                .as("the fold does that")
                .isFalse();
        assertThat(EnrichTopology.isNeeded(enrichment(Set.of(Signal.METRICS)))).isTrue();
        assertThat(topology(Set.of(Signal.METRICS, Signal.TRACES)).describe().toString())
                .contains("otlp_metrics")
                .doesNotContain("otlp_logs", "otlp_spans");
        assertThat(topology(Set.of(Signal.LOGS)).describe().toString()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: enrich-logs-source (topics: [otlp_logs])
                      --> enrich-logs
                    Processor: enrich-logs (stores: [enrich-logs-retries])
                      --> enrich-logs-sink
                      <-- enrich-logs-source
                    Sink: enrich-logs-sink (topic: otlp_logs_enriched)
                      <-- enrich-logs

                """);
    }

    private Topology topology(Set<Signal> signals) {
        return EnrichTopology.build(TestApp.TOPICS, enrichment(signals), Duration.ofMinutes(10), app.meters());
    }

    private Enrichment enrichment(Set<Signal> signals) {
        return Enrichment.with(
                directory, EnrichmentConfig.DEFAULT.withPatience(Duration.ZERO).withTopics(signals), () -> NOON);
    }

    private static LogsBuilder log() {
        return OtlpPayloads.logs().resource("cart", "1.0").record(1, SeverityNumber.SEVERITY_NUMBER_INFO, "hello");
    }

    /** A request of this size. */
    private static byte[] logOf(int bytes) {
        int rest = OtlpPayloads.logs()
                        .resource("cart", "1.0")
                        .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, "x".repeat(bytes))
                        .bytes()
                        .length
                - bytes;
        return OtlpPayloads.logs()
                .resource("cart", "1.0")
                .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, "x".repeat(bytes - rest))
                .bytes();
    }

    private static TestRecord<byte[], byte[]> record(byte[] value, String address) {
        return new TestRecord<>(null, value, from(address), NOON);
    }

    private static RecordHeaders from(String address) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(OtlpHeaders.CLIENT_ADDRESS, address.getBytes(UTF_8));
        return headers;
    }

    private static Map<String, String> attributes(Resource resource) {
        return resource.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, each -> each.getValue().getStringValue()));
    }

    private double records(String signal, String result) {
        return app.count("bellwether.enrichment.records", "signal", signal, "result", result);
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
