package dev.bellwether.processors.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.TestApp;
import dev.bellwether.processors.runtime.StreamsConfigs;
import dev.bellwether.schemas.DeadLetterHeaders;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.ReplayHeaders;
import dev.bellwether.testing.OtlpPayloads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldTopologyTest {

    private static final byte[] NO_HASH = {};
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path state;

    private final TestApp app = new TestApp();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> spans;
    private TestOutputTopic<String, SpecificRecord> deltas;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        driver = app.drive(topology(), state, NOON);
        spans = driver.createInputTopic(
                TestApp.TOPICS.otlpSpans().name(), new ByteArraySerializer(), new ByteArraySerializer());
        deltas = driver.createOutputTopic(
                TestApp.TOPICS.redDeltas().name(),
                new StringDeserializer(),
                FactSerde.any(app.codec(), TestApp.TOPICS.redDeltas()).deserializer());
        deadLetters = driver.createOutputTopic(
                TestApp.TOPICS.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private Topology topology() {
        return FoldTopology.build(TestApp.TOPICS, app.codec(), FoldConfig.DEFAULT, 4, app.meters());
    }

    @Test
    void request_becomesDeltasByServiceKey() {
        pipe(request("cart", 3), NOON, NO_HASH);

        TestRecord<String, SpecificRecord> first = deltas.readRecord();
        assertThat(first.key()).isEqualTo("default/default/cart");
        assertThat(first.value()).isInstanceOfSatisfying(RedDelta.class, delta -> {
            assertThat(delta.getOperations().get(0).getCalls()).isEqualTo(3);
            assertThat(delta.getSourceOffset()).isZero();
        });
        assertThat(first.getRecordTime()).isEqualTo(NOON);
    }

    @Test
    void sameRequestSentAgain_isCountedOnce() {
        byte[] hash = new byte[16];
        pipe(request("cart", 3), NOON, hash);
        pipe(request("cart", 3), NOON.plusSeconds(599), hash);
        assertThat(calls()).isEqualTo(3);
        assertThat(app.count("bellwether.fold.records", "result", "duplicate")).isEqualTo(1);

        pipe(request("cart", 3), NOON.plusSeconds(600), hash);
        assertThat(calls()).as("ten minutes later it is a request of its own").isEqualTo(3);
        pipe(request("cart", 3), NOON.plusSeconds(1_000), hash);
        assertThat(calls()).as("remembered from then").isZero();
    }

    @Test
    void requestWithoutHash_isAlwaysCounted() {
        pipe(request("cart", 3), NOON, NO_HASH);
        pipe(request("cart", 3), NOON, NO_HASH);
        assertThat(calls()).isEqualTo(6);
    }

    @Test
    void requestWrittenBackForTheFold_isCounted_thoughItsHashIsKnown() {
        byte[] hash = new byte[16];
        pipe(request("cart", 3), NOON, hash);
        assertThat(calls()).isEqualTo(3);

        pipeReplay(request("cart", 3), hash, StreamsConfigs.APPLICATION);

        assertThat(calls()).isEqualTo(3);
        assertThat(app.count("bellwether.fold.records", "result", "duplicate")).isZero();
    }

    /** The fold has read it where it stood first, whatever it was worth to the other application. */
    @Test
    void requestWrittenBackForAnother_isPassedOver_alsoWhereItCannotBeRead() {
        pipeReplay(request("cart", 3), NO_HASH, "another");
        pipeReplay(new byte[] {0x0a, 0x7f}, NO_HASH, "another");

        assertThat(calls()).isZero();
        assertThat(app.count("bellwether.fold.records", "result", "duplicate")).isEqualTo(2);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    /** As it stands on the dead-letters topic, with what tells how often it was written back. */
    @Test
    void requestThatDiesAgain_stillSaysHowOftenItWasWrittenBack() {
        pipeReplay(new byte[] {0x0a, 0x7f}, NO_HASH, StreamsConfigs.APPLICATION);

        assertThat(deadLetters
                        .readRecord()
                        .headers()
                        .lastHeader(ReplayHeaders.COUNT)
                        .value())
                .asString(UTF_8)
                .isEqualTo("1");
    }

    private void pipeReplay(byte[] value, byte[] hash, String application) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(ReplayHeaders.ADDRESSEE, application.getBytes(UTF_8));
        headers.add(ReplayHeaders.COUNT, "1".getBytes(UTF_8));
        if (hash.length > 0) {
            headers.add(OtlpHeaders.HASH, hash);
        }
        spans.pipeInput(new TestRecord<>(null, value, headers, NOON.plusSeconds(1)));
    }

    @Test
    void tick_isAppendedTwiceASecondAndBecomesAWatermark() {
        driver.advanceWallClockTime(Duration.ofMillis(500));
        driver.advanceWallClockTime(Duration.ofMillis(500));

        // The driver feeds what is written to a source topic back to the source, as the broker does.
        assertThat(watermarks())
                .extracting(Watermark::getLogTime)
                .containsExactly(NOON.plusMillis(500), NOON.plusMillis(1_000));
        assertThat(app.count("bellwether.fold.ticks")).isEqualTo(2);
    }

    @Test
    void watermark_namesItsSource() {
        pipe(new byte[0], NOON, NO_HASH);
        assertThat(watermarks()).singleElement().satisfies(mark -> {
            assertThat(mark.getSourceTopic()).isEqualTo("otlp_spans");
            assertThat(mark.getSourcePartition()).isZero();
            assertThat(mark.getSourcePartitions()).isEqualTo(4);
            assertThat(mark.getExcused()).isFalse();
        });
    }

    @Test
    void backlogWithoutTicks_stillSaysHowFarItWasRead() {
        pipe(request("cart", 1), NOON, NO_HASH);
        pipe(request("cart", 1), NOON.plusMillis(499), NO_HASH);
        pipe(request("cart", 1), NOON.plusMillis(500), NO_HASH);
        assertThat(watermarks()).extracting(Watermark::getLogTime).containsExactly(NOON, NOON.plusMillis(500));
    }

    @Test
    void watermark_standsBehindTheDeltasItSpeaksOf() {
        pipe(request("cart", 1), NOON, NO_HASH);
        assertThat(deltas.readValue()).isInstanceOf(RedDelta.class);
        assertThat(deltas.readValue()).isInstanceOf(Watermark.class);
    }

    @Test
    void poisonRecord_goesToTheDeadLettersAndTheStreamGoesOn() {
        byte[] poison = {0x0a, 0x7f, 1};
        spans.pipeInput(
                new TestRecord<>("k".getBytes(UTF_8), poison, new RecordHeaders().add("mine", new byte[] {9}), NOON));
        pipe(request("cart", 2), NOON.plusSeconds(1), NO_HASH);

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.value()).isEqualTo(poison);
        assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(header(letter, DeadLetterHeaders.SOURCE_TOPIC)).isEqualTo("otlp_spans");
        assertThat(header(letter, DeadLetterHeaders.SOURCE_PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetterHeaders.SOURCE_OFFSET)).isEqualTo("0");
        assertThat(header(letter, DeadLetterHeaders.APPLICATION)).isEqualTo("test-app");
        assertThat(header(letter, DeadLetterHeaders.REASON)).startsWith("not an ExportTraceServiceRequest");
        assertThat(letter.headers().lastHeader("mine").value()).containsExactly(9);
        assertThat(calls()).isEqualTo(2);
        assertThat(app.count("bellwether.dead.letters", "topic", "otlp_spans")).isEqualTo(1);
    }

    @Test
    void requestOfTooManyWindows_goesToTheDeadLetters() {
        int tooMany = FoldConfig.DEFAULT.maxDeltas() + 1;
        byte[] scattered = OtlpPayloads.traces()
                .resource("cart", "1.0")
                .spans(
                        tooMany,
                        (span, i) -> span.startNanos(NOON.minusSeconds(5L * i).toEpochMilli() * 1_000_000)
                                .durationNanos(1)
                                .server("GET /"))
                .bytes();
        pipe(scattered, NOON, NO_HASH);
        pipe(request("cart", 2), NOON.plusSeconds(1), NO_HASH);

        assertThat(header(deadLetters.readRecord(), DeadLetterHeaders.REASON)).contains("fold.max-deltas");
        assertThat(calls()).isEqualTo(2);
        assertThat(app.count("bellwether.fold.read.records"))
                .as("read = folded + duplicate + dead letters")
                .isEqualTo(app.count("bellwether.fold.records") + app.count("bellwether.dead.letters"))
                .isEqualTo(2);
    }

    @Test
    void poisonTooLongForTheDeadLetters_isCutAndSaysSo() {
        byte[] poison = new byte[(8 << 20) + 1];
        Arrays.fill(poison, (byte) 0x7f);
        pipe(poison, NOON, NO_HASH);

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.value()).hasSize(8 << 20);
        assertThat(header(letter, DeadLetterHeaders.CUT_FROM)).isEqualTo(Integer.toString(poison.length));
    }

    @Test
    void hashesOfLongAgo_areForgotten() {
        pipe(request("cart", 1), NOON, new byte[] {1});
        pipe(request("cart", 1), NOON.plusSeconds(1), new byte[] {2});
        pipe(request("cart", 1), NOON.plusSeconds(3_600), new byte[] {3});

        int kept = 0;
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore("fold-retries").all()) {
            for (; all.hasNext(); all.next()) {
                kept++;
            }
        }
        assertThat(kept).isEqualTo(1);
    }

    @Test
    void balances_hold() {
        pipe(request("cart", 5), NOON, new byte[] {1});
        pipe(request("cart", 5), NOON, new byte[] {1});
        pipe(new byte[] {0x0a, 0x7f}, NOON, NO_HASH);
        assertThat(app.count("bellwether.fold.records", "result", "folded")).isEqualTo(1);
        assertThat(app.count("bellwether.fold.records", "result", "duplicate")).isEqualTo(1);
        assertThat(app.count("bellwether.dead.letters")).isEqualTo(1);
        assertThat(app.count("bellwether.fold.spans", "kind", "entry")).isEqualTo(5);
        assertThat(app.count("bellwether.fold.spans", "kind", "other")).isEqualTo(1);
    }

    @Test
    void topology_isAsDescribed() {
        assertThat(topology().describe().toString()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: fold-source (topics: [otlp_spans])
                      --> fold
                    Processor: fold (stores: [fold-retries])
                      --> fold-deltas-sink, fold-ticks-sink
                      <-- fold-source
                    Sink: fold-deltas-sink (topic: bellwether.red-deltas)
                      <-- fold
                    Sink: fold-ticks-sink (topic: otlp_spans)
                      <-- fold

                """);
    }

    private void pipe(byte[] value, Instant logTime, byte[] hash) {
        RecordHeaders headers = new RecordHeaders();
        if (value.length == 0) {
            headers.add(OtlpHeaders.TICK, new byte[0]);
        }
        if (hash.length > 0) {
            headers.add(OtlpHeaders.HASH, hash);
        }
        spans.pipeInput(new TestRecord<>(null, value, headers, logTime));
    }

    private static byte[] request(String service, int calls) {
        long nanos = NOON.toEpochMilli() * 1_000_000;
        return OtlpPayloads.traces()
                .resource(service, "1.0")
                .spans(
                        calls,
                        (span, i) ->
                                span.http("GET", "/", 200).startNanos(nanos).durationNanos(1_000))
                .span(span -> span.client("out").startNanos(nanos).durationNanos(5))
                .bytes();
    }

    /** Calls in the deltas since the last question. */
    private long calls() {
        return deltas.readValuesToList().stream()
                .filter(RedDelta.class::isInstance)
                .map(RedDelta.class::cast)
                .flatMap(delta -> delta.getOperations().stream())
                .mapToLong(operation -> operation.getCalls())
                .sum();
    }

    private List<Watermark> watermarks() {
        return deltas.isEmpty()
                ? Collections.emptyList()
                : deltas.readValuesToList().stream()
                        .filter(Watermark.class::isInstance)
                        .map(Watermark.class::cast)
                        .toList();
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
