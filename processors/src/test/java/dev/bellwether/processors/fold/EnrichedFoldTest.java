package dev.bellwether.processors.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.RedDelta;
import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.processors.TestApp;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.enrich.EnrichmentConfig;
import dev.bellwether.processors.enrich.Pods;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.ResourceBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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

/** What the fold makes of telemetry that is enriched on its way into it. */
class EnrichedFoldTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path state;

    private final TestApp app = new TestApp();
    private final Directory directory = new Directory(List.of(Association.values()), Duration.ofMinutes(10));
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> spans;
    private TestOutputTopic<String, SpecificRecord> deltas;
    private TestOutputTopic<byte[], byte[]> enriched;

    @BeforeEach
    void start() {
        directory.put(Pods.pod("cart-7f-a", "10.1.0.1", "v1.4.2", NOON.minusSeconds(60)));
        driver = app.drive(topology(Set.of(Signal.TRACES)), state, NOON);
        spans = driver.createInputTopic("otlp_spans", new ByteArraySerializer(), new ByteArraySerializer());
        deltas = driver.createOutputTopic(
                TestApp.TOPICS.redDeltas().name(),
                new StringDeserializer(),
                FactSerde.any(app.codec(), TestApp.TOPICS.redDeltas()).deserializer());
        enriched = driver.createOutputTopic(
                "otlp_spans_enriched", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private Topology topology(Set<Signal> signals) {
        EnrichmentConfig config =
                EnrichmentConfig.DEFAULT.withPatience(Duration.ZERO).withTopics(signals);
        return FoldTopology.build(
                TestApp.TOPICS,
                app.codec(),
                FoldConfig.DEFAULT,
                4,
                Enrichment.with(directory, config, () -> NOON),
                app.meters());
    }

    @Test
    void serviceWithoutVersion_hasThatOfItsImage() {
        pipe(request(cart -> cart.service("cart")), "10.1.0.1");

        assertThat(delta()).satisfies(delta -> {
            assertThat(delta.getService()).isEqualTo("cart");
            assertThat(delta.getVersion()).isEqualTo("1.4.2");
        });
    }

    @Test
    void labelForTheVersion_goesBeforeTheImage_andTheServiceBeforeBoth() {
        Consumer<ResourceBuilder> labelled =
                cart -> cart.service("cart").attribute("k8s.pod.label.app.kubernetes.io/version", "1.5.0");
        pipe(request(labelled), "10.1.0.1");
        assertThat(delta().getVersion()).isEqualTo("1.5.0");

        pipe(request(labelled.andThen(cart -> cart.version("2.0"))), "10.1.0.1");
        assertThat(delta().getVersion()).isEqualTo("2.0");
    }

    /** Metadata may be late, or missing after a restart: a service must not have two keys for that. */
    @Test
    void key_isThatOfTheTelemetryAlone() {
        pipe(request(nameless -> {}), "10.1.0.1");
        pipe(request(nameless -> {}), "10.7.7.7");

        assertThat(deltas.readRecordsToList())
                .filteredOn(record -> record.value() instanceof RedDelta)
                .extracting(TestRecord::key)
                .containsExactly("default/default/unknown_service", "default/default/unknown_service");
    }

    @Test
    void requestSentAgain_andTick_areNotOnTheEnrichedTopic() throws Exception {
        byte[] request = request(cart -> cart.service("cart"));
        for (int times = 0; times < 2; times++) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(OtlpHeaders.HASH, new byte[16]);
            headers.add(OtlpHeaders.CLIENT_ADDRESS, "10.1.0.1".getBytes(UTF_8));
            spans.pipeInput(new TestRecord<>(null, request, headers, NOON));
        }
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(enriched.readRecordsToList()).singleElement().satisfies(record -> {
            assertThat(record.getRecordTime()).isEqualTo(NOON);
            assertThat(ExportTraceServiceRequest.parseFrom(record.value())
                            .getResourceSpans(0)
                            .getResource()
                            .getAttributesList())
                    .anySatisfy(attribute -> assertThat(attribute.getKey()).isEqualTo("k8s.pod.uid"));
        });
        assertThat(app.count("bellwether.enrichment.read.records")).isEqualTo(2);
        assertThat(app.count("bellwether.enrichment.records")).isEqualTo(2);
    }

    @Test
    void enrichedTopic_isWrittenOnlyWhereItIsAskedFor() {
        assertThat(topology(Set.of(Signal.LOGS)).describe().toString()).doesNotContain("enriched");
        assertThat(topology(Set.of(Signal.TRACES)).describe().toString())
                .contains("Sink: fold-enriched-sink (topic: otlp_spans_enriched)");
    }

    private void pipe(byte[] request, String address) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(OtlpHeaders.CLIENT_ADDRESS, address.getBytes(UTF_8));
        spans.pipeInput(new TestRecord<>(null, request, headers, NOON));
    }

    private RedDelta delta() {
        return deltas.readValuesToList().stream()
                .filter(RedDelta.class::isInstance)
                .map(RedDelta.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] request(Consumer<ResourceBuilder> resource) {
        long nanos = NOON.toEpochMilli() * 1_000_000;
        return OtlpPayloads.traces()
                .resource(resource)
                .span(span -> span.http("GET", "/", 200).startNanos(nanos).durationNanos(1_000))
                .bytes();
    }
}
