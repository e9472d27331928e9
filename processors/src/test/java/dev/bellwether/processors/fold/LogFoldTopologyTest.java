package dev.bellwether.processors.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.LogTemplateDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.processors.TestApp;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.enrich.EnrichmentConfig;
import dev.bellwether.processors.enrich.Pods;
import dev.bellwether.schemas.DeadLetterHeaders;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.LogsBuilder;
import dev.bellwether.testing.OtlpPayloads;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fold of logs shares with that of traces is in {@link FoldTopologyTest}. */
class LogFoldTopologyTest {

    private static final byte[] NO_HASH = {};
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path state;

    private final TestApp app = new TestApp();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> logs;
    private TestOutputTopic<String, SpecificRecord> deltas;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        driver = app.drive(topology(Enrichment.none()), state, NOON);
        logs = driver.createInputTopic("otlp_logs", new ByteArraySerializer(), new ByteArraySerializer());
        deltas = driver.createOutputTopic(
                "bellwether.log-deltas",
                new StringDeserializer(),
                FactSerde.any(app.codec(), TestApp.TOPICS.logDeltas()).deserializer());
        deadLetters = driver.createOutputTopic(
                TestApp.TOPICS.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private Topology topology(Enrichment enrichment) {
        return FoldTopology.ofLogs(TestApp.TOPICS, app.codec(), LogFoldConfig.DEFAULT, 6, enrichment, app.meters());
    }

    @Test
    void request_becomesDeltasByServiceKey_andThenAWatermark() {
        pipe(request("cart"), NOON, NO_HASH);

        TestRecord<String, SpecificRecord> first = deltas.readRecord();
        assertThat(first.key()).isEqualTo("default/default/cart");
        assertThat(first.getRecordTime()).isEqualTo(NOON);
        assertThat(first.value()).isInstanceOfSatisfying(LogDelta.class, delta -> {
            assertThat(delta.getInfoRecords()).isEqualTo(2);
            assertThat(delta.getErrorRecords()).isEqualTo(1);
            assertThat(delta.getTemplates())
                    .extracting(LogTemplateDelta::getTemplate, LogTemplateDelta::getRecords)
                    .containsExactly(tuple("paid <number> to <*>", 2L), tuple("no answer", 1L));
        });
        assertThat(deltas.readValue()).isInstanceOfSatisfying(Watermark.class, mark -> {
            assertThat(mark.getSourceTopic()).isEqualTo("otlp_logs");
            assertThat(mark.getSourcePartitions()).isEqualTo(6);
            assertThat(mark.getLogTime()).isEqualTo(NOON);
        });
    }

    @Test
    void tick_goesBackToTheTopicOfLogs() {
        driver.advanceWallClockTime(Duration.ofMillis(500));
        assertThat(deltas.readValuesToList()).singleElement().isInstanceOf(Watermark.class);
        assertThat(app.count("bellwether.logs.ticks")).isEqualTo(1);
        assertThat(app.count("bellwether.logs.read.requests")).isZero();
    }

    @Test
    void poisonRecord_goesToTheDeadLetters() {
        byte[] poison = {0x0a, 0x7f, 1};
        pipe(poison, NOON, NO_HASH);
        assertThat(new String(
                        deadLetters
                                .readRecord()
                                .headers()
                                .lastHeader(DeadLetterHeaders.REASON)
                                .value(),
                        UTF_8))
                .startsWith("not an ExportLogsServiceRequest");
    }

    @Test
    void balances_hold() {
        pipe(request("cart"), NOON, new byte[] {1});
        pipe(request("cart"), NOON.plusSeconds(1), new byte[] {1});
        pipe(new byte[] {0x0a, 0x7f}, NOON, NO_HASH);
        pipe(manyTemplates(), NOON, NO_HASH);

        assertThat(app.count("bellwether.logs.read.requests")).isEqualTo(4);
        assertThat(app.count("bellwether.logs.requests", "result", "folded")).isEqualTo(2);
        assertThat(app.count("bellwether.logs.requests", "result", "duplicate")).isEqualTo(1);
        assertThat(app.count("bellwether.dead.letters", "topic", "otlp_logs")).isEqualTo(1);

        assertThat(app.count("bellwether.logs.read.records")).isEqualTo(3 + 102);
        assertThat(app.count("bellwether.logs.records")).isEqualTo(3 + 102);
        assertThat(app.count("bellwether.logs.records", "severity", "info")).isEqualTo(2);
        assertThat(app.count("bellwether.logs.records", "severity", "error")).isEqualTo(1);
        assertThat(app.count("bellwether.logs.records", "severity", "warn")).isEqualTo(100);
        assertThat(app.count("bellwether.logs.records", "severity", "fatal")).isEqualTo(1);
        assertThat(app.count("bellwether.logs.records", "severity", "unspecified"))
                .isEqualTo(1);
        assertThat(app.count("bellwether.logs.messages")).isEqualTo(3 + 102);
        assertThat(app.count("bellwether.logs.messages", "result", "overflow")).isEqualTo(100 - 64);
        assertThat(app.count("bellwether.logs.messages", "result", "none")).isEqualTo(2);
        assertThat(app.count("bellwether.logs.severities.derived")).isEqualTo(1);
        assertThat(app.count("bellwether.logs.clamped")).isEqualTo(2);
    }

    @Test
    void sameRequestsAgain_giveTheSameDeltas() {
        pipe(request("cart"), NOON, NO_HASH);
        List<SpecificRecord> first = deltas.readValuesToList();
        pipe(manyTemplates(), NOON, NO_HASH);
        pipe(request("pay"), NOON, NO_HASH);
        List<SpecificRecord> others = deltas.readValuesToList();
        driver.close();
        start(); // another task, which has read nothing before
        pipe(request("cart"), NOON, NO_HASH);
        assertThat(deltas.readValuesToList()).isEqualTo(first);
        pipe(manyTemplates(), NOON, NO_HASH);
        pipe(request("pay"), NOON, NO_HASH);
        assertThat(deltas.readValuesToList()).isEqualTo(others);
    }

    @Test
    void topology_isAsDescribed_withTheEnrichedTopicWhereItIsAskedFor() {
        Enrichment enrichment = Enrichment.with(
                new Directory(List.of(Association.values()), Duration.ZERO),
                EnrichmentConfig.DEFAULT.withTopics(Set.of(Signal.LOGS)),
                () -> NOON);
        assertThat(topology(enrichment).describe().toString()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: fold-logs-source (topics: [otlp_logs])
                      --> fold-logs
                    Processor: fold-logs (stores: [fold-logs-retries])
                      --> fold-logs-deltas-sink, fold-logs-enriched-sink, fold-logs-ticks-sink
                      <-- fold-logs-source
                    Sink: fold-logs-deltas-sink (topic: bellwether.log-deltas)
                      <-- fold-logs
                    Sink: fold-logs-enriched-sink (topic: otlp_logs_enriched)
                      <-- fold-logs
                    Sink: fold-logs-ticks-sink (topic: otlp_logs)
                      <-- fold-logs

                """);
        assertThat(topology(Enrichment.none()).describe().toString()).doesNotContain("otlp_logs_enriched");
    }

    @Test
    void logs_areWrittenEnriched_andTheirPodIsLookedUpOnce() throws Exception {
        driver.close();
        Directory directory = new Directory(List.of(Association.values()), Duration.ofMinutes(10));
        directory.put(Pods.pod("pay-7f-a", "10.1.0.1", "v1.4.2", NOON.minusSeconds(60)));
        EnrichmentConfig config =
                EnrichmentConfig.DEFAULT.withPatience(Duration.ZERO).withTopics(Set.of(Signal.LOGS));
        driver = app.drive(topology(Enrichment.with(directory, config, () -> NOON)), state, NOON);
        RecordHeaders headers = new RecordHeaders();
        headers.add(OtlpHeaders.CLIENT_ADDRESS, "10.1.0.1".getBytes(UTF_8));
        driver.createInputTopic("otlp_logs", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, request("pay"), headers, NOON));

        byte[] enriched = driver.createOutputTopic(
                        "otlp_logs_enriched", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValue();
        assertThat(ExportLogsServiceRequest.parseFrom(enriched)
                        .getResourceLogs(0)
                        .getResource()
                        .getAttributesList())
                .anySatisfy(attribute -> assertThat(attribute.getKey()).isEqualTo("k8s.pod.uid"));
        assertThat(app.count("bellwether.enrichment.read.resources", "signal", "logs"))
                .isEqualTo(1);
        assertThat(app.count("bellwether.enrichment.records", "signal", "logs", "result", "enriched"))
                .isEqualTo(1);
    }

    private void pipe(byte[] value, Instant logTime, byte[] hash) {
        RecordHeaders headers = new RecordHeaders();
        if (hash.length > 0) {
            headers.add(OtlpHeaders.HASH, hash);
        }
        logs.pipeInput(new TestRecord<>(null, value, headers, logTime));
    }

    private static byte[] request(String service) {
        return OtlpPayloads.logs()
                .resource(service, "1.0")
                .record(nanos(), SeverityNumber.SEVERITY_NUMBER_INFO, "paid 12.50 to alice")
                .record(nanos(), SeverityNumber.SEVERITY_NUMBER_INFO, "paid 3 to bob")
                .record(nanos(), SeverityNumber.SEVERITY_NUMBER_ERROR, "no answer")
                .bytes();
    }

    /** A hundred templates, of which 64 find a place; and two records that say nothing. */
    private static byte[] manyTemplates() {
        LogsBuilder request = OtlpPayloads.logs().resource("chatty", "1.0");
        for (int i = 0; i < 100; i++) {
            request.record(
                    nanos(),
                    SeverityNumber.SEVERITY_NUMBER_WARN,
                    "word-" + (char) ('a' + i / 26) + (char) ('a' + i % 26));
        }
        return request.record(
                        LogRecord.newBuilder().setSeverityText("Emergency").build())
                .record(LogRecord.getDefaultInstance())
                .bytes();
    }

    private static long nanos() {
        return NOON.toEpochMilli() * 1_000_000;
    }
}
