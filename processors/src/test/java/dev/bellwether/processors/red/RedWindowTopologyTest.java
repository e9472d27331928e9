package dev.bellwether.processors.red;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.facts.Completeness;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.TestApp;
import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedWindowTopologyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String CART = "default/default/cart";
    private static final int SOURCES = 4;

    @TempDir
    private Path state;

    private final TestApp app = new TestApp();
    private TopologyTestDriver driver;
    private TestInputTopic<String, SpecificRecord> deltas;
    private TestOutputTopic<String, SpecificRecord> windows;

    @BeforeEach
    void start() {
        start(RedConfig.DEFAULT);
    }

    private void start(RedConfig config) {
        driver = app.drive(topology(config), state, NOON);
        deltas = driver.createInputTopic(
                TestApp.TOPICS.redDeltas().name(),
                new StringSerializer(),
                FactSerde.any(app.codec(), TestApp.TOPICS.redDeltas()).serializer());
        windows = driver.createOutputTopic(
                TestApp.TOPICS.redWindows().name(),
                new StringDeserializer(),
                FactSerde.any(app.codec(), TestApp.TOPICS.redWindows()).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private Topology topology(RedConfig config) {
        return RedWindowTopology.build(TestApp.TOPICS, app.codec(), config, app.meters());
    }

    @Test
    void window_isKeyedByServiceAndStampedWithLogTime() {
        delta(NOON, "GET /", 3);
        all(NOON.plusSeconds(15));
        TestRecord<String, SpecificRecord> record = windows.readRecord();
        assertThat(record.key()).isEqualTo(CART);
        assertThat(record.getRecordTime()).isEqualTo(NOON.plusSeconds(15));
        assertThat(record.value()).isInstanceOfSatisfying(RedWindow.class, window -> {
            assertThat(window.getService()).isEqualTo("cart");
            assertThat(window.getVersion()).isEqualTo("1.0");
            assertThat(window.getOperation()).isEqualTo("GET /");
            assertThat(window.getCalls()).isEqualTo(3);
        });
    }

    @Test
    void deltaAfterClosing_restatesTheWindow() {
        delta(NOON, "GET /", 1);
        all(NOON.plusSeconds(15));
        delta(NOON, "GET /", 2);
        all(NOON.plusSeconds(16));
        assertThat(windows())
                .extracting(RedWindow::getRevision, RedWindow::getCalls)
                .containsExactly(tuple(1, 1L), tuple(2, 3L));
    }

    /** One source stands still for a minute under traffic: nothing is late, and its windows close when it is back. */
    @Test
    void laggingPartition_delaysWindowsAndMakesNothingLate() {
        all(NOON);
        for (int second = 1; second <= 29; second++) {
            delta(NOON.plusSeconds(second), "GET /", 10);
            for (int source = 0; source < SOURCES - 1; source++) {
                watermark(source, NOON.plusSeconds(second));
            }
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
        assertThat(windows()).as("waits for the one").isEmpty();

        // Another half minute in which the others are quiet in wall-clock terms, so that none counts as stalled.
        for (int second = 30; second <= 60; second++) {
            delta(NOON.plusSeconds(second), "GET /", 10);
        }
        delta(NOON.plusSeconds(1), "GET /", 7); // what the lagging partition held
        watermark(SOURCES - 1, NOON.plusSeconds(61));
        all(NOON.plusSeconds(90));

        List<RedWindow> closed = windows();
        assertThat(closed).allSatisfy(window -> assertThat(window.getRevision()).isEqualTo(1));
        assertThat(closed)
                .allSatisfy(window -> assertThat(window.getCompleteness()).isEqualTo(Completeness.COMPLETE));
        assertThat(closed.stream().mapToLong(RedWindow::getCalls).sum()).isEqualTo(607);
        assertThat(app.count("bellwether.windows.calls", "result", "late")).isZero();
    }

    @Test
    void stalledPartition_isExcusedByARecordAndTheWindowsSaySo() {
        all(NOON);
        delta(NOON, "GET /", 10);
        for (int second = 1; second <= 40; second++) {
            for (int source = 0; source < SOURCES - 1; source++) {
                watermark(source, NOON.plusSeconds(second));
            }
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
        assertThat(windows())
                .extracting(RedWindow::getRevision, RedWindow::getCalls, RedWindow::getCompleteness)
                .containsExactly(tuple(1, 10L, Completeness.INCOMPLETE));
        assertThat(app.count("bellwether.windows.sources.excused")).isEqualTo(1);

        // It comes back with what it held: the window is restated, and nothing is late.
        delta(NOON, "GET /", 5);
        watermark(SOURCES - 1, NOON.plusSeconds(1));
        all(NOON.plusSeconds(60));
        assertThat(windows())
                .extracting(RedWindow::getRevision, RedWindow::getCalls)
                .containsExactly(tuple(2, 15L));
        assertThat(app.count("bellwether.windows.calls", "result", "late")).isZero();

        delta(NOON.plusSeconds(55), "GET /", 1);
        all(NOON.plusSeconds(90));
        assertThat(windows()).extracting(RedWindow::getCompleteness).containsExactly(Completeness.COMPLETE);
    }

    @Test
    void excuse_decidesOnlyWhenReadBack() {
        all(NOON);
        delta(NOON, "GET /", 1);
        for (int source = 0; source < SOURCES - 1; source++) {
            watermark(source, NOON.plusSeconds(30));
        }
        assertThat(windows()).isEmpty();
        deltas.pipeInput("0:otlp_spans/3", mark(3, NOON, true));
        assertThat(windows()).extracting(RedWindow::getCompleteness).containsExactly(Completeness.INCOMPLETE);
    }

    @Test
    void operationsPastTheLimit_areCountedTogether() {
        driver.close();
        start(few(100, 100, 2));

        for (String operation : List.of("a", "b", "c", "d", "a")) {
            delta(NOON, operation, 1);
        }
        all(NOON.plusSeconds(15));
        assertThat(windows())
                .extracting(RedWindow::getOperation, RedWindow::getCalls)
                .containsExactlyInAnyOrder(tuple("a", 2L), tuple("b", 1L), tuple("~other", 2L));
        assertThat(app.count("bellwether.windows.operations.overflow")).isEqualTo(2);
    }

    @Test
    void versionsPastTheLimit_areCountedTogether() {
        driver.close();
        start(few(100, 2, 100));

        for (String version : List.of("1", "2", "3", "4", "1", "")) {
            RedDelta delta = redDelta(NOON, "GET /", 1);
            delta.setVersion(version);
            pipe(CART, delta);
        }
        all(NOON.plusSeconds(15));
        assertThat(windows())
                .extracting(RedWindow::getVersion, RedWindow::getCalls)
                .containsExactlyInAnyOrder(tuple("1", 2L), tuple("2", 1L), tuple("~other", 2L), tuple("", 1L));
        assertThat(app.count("bellwether.windows.versions.overflow")).isEqualTo(2);
    }

    @Test
    void servicesPastTheLimit_haveNoWindows_andTheirCallsAreCounted() {
        driver.close();
        start(few(1, 100, 100));

        delta(NOON, "GET /", 3);
        RedDelta stranger = redDelta(NOON, "GET /", 4);
        stranger.setService("stranger");
        pipe("default/default/stranger", stranger);
        delta(NOON, "POST /", 5);
        all(NOON.plusSeconds(15));
        delta(NOON.minusSeconds(900), "GET /", 6);

        assertThat(windows())
                .extracting(RedWindow::getService, RedWindow::getCalls)
                .containsExactlyInAnyOrder(tuple("cart", 3L), tuple("cart", 5L));
        assertThat(app.count("bellwether.windows.calls", "result", "too_many_services"))
                .isEqualTo(4);
        assertThat(app.count("bellwether.windows.calls", "result", "applied")).isEqualTo(8);
        assertThat(app.count("bellwether.windows.calls", "result", "late")).isEqualTo(6);
        assertThat(app.count("bellwether.windows.read.calls")).isEqualTo(4 + 8 + 6);
    }

    @Test
    void servicesOfTheFullestPartition_areShownBesideTheLimit() {
        assertThat(app.gauge("bellwether.windows.services"))
                .as("no log time yet")
                .isNaN();

        all(NOON);
        delta(NOON, "GET /", 3);
        RedDelta stranger = redDelta(NOON, "GET /", 4);
        stranger.setService("stranger");
        pipe("default/default/stranger", stranger);
        all(NOON.plusSeconds(15));
        assertThat(app.gauge("bellwether.windows.services")).isEqualTo(2);
        assertThat(app.gauge("bellwether.windows.services.limit")).isEqualTo(2_500);

        all(NOON.plus(Duration.ofDays(10)));
        assertThat(app.gauge("bellwether.windows.services")).isZero();

        driver.close();
        start(RedConfig.DEFAULT);
        assertThat(app.gauge("bellwether.windows.services"))
                .as("the task was closed, and its successor knows no time yet")
                .isNaN();
    }

    @Test
    void serviceThatIsNotSeenForLong_makesRoomForAnother() {
        driver.close();
        start(few(1, 100, 100));
        all(NOON);
        delta(NOON, "GET /", 3);
        RedDelta stranger = redDelta(NOON.plus(Duration.ofDays(9)), "GET /", 4);
        stranger.setService("stranger");
        all(NOON.plus(Duration.ofDays(9)));
        pipe("default/default/stranger", stranger);
        delta(NOON.plus(Duration.ofDays(9)), "GET /", 3);
        all(NOON.plus(Duration.ofDays(9)).plusSeconds(15));
        assertThat(windows()).extracting(RedWindow::getService).containsExactly("cart", "stranger");
    }

    @Test
    void poisonRecords_goToTheDeadLettersAndTheStreamGoesOn() {
        TestInputTopic<byte[], byte[]> raw = driver.createInputTopic(
                TestApp.TOPICS.redDeltas().name(), new ByteArraySerializer(), new ByteArraySerializer());
        TestOutputTopic<byte[], byte[]> deadLetters = driver.createOutputTopic(
                TestApp.TOPICS.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        raw.pipeInput(new byte[] {1}, new byte[] {9, 9, 9});
        pipe(null, redDelta(NOON, "GET /", 1));
        RedDelta broken = redDelta(NOON, "GET /", 1);
        broken.getOperations().get(0).setDurations(ByteBuffer.wrap(new byte[] {99, 1, 2}));
        pipe(CART, broken);
        pipe("default/default/other", redDelta(NOON, "GET /", 1));
        RedDelta impossible = redDelta(NOON, "GET /", 1);
        impossible.getOperations().get(0).setErrors(2);
        pipe(CART, impossible);
        RedDelta longAgo = redDelta(NOON, "GET /", 1);
        longAgo.setWindowStart(Instant.ofEpochMilli(-5_000));
        pipe(CART, longAgo);
        pipe("x", Watermark.newBuilder().build());

        delta(NOON, "GET /", 3);
        all(NOON.plusSeconds(15));
        assertThat(windows()).extracting(RedWindow::getCalls).containsExactly(3L);
        assertThat(app.count("bellwether.dead.letters")).isEqualTo(7);
        // The driver does not deliver what a deserialization handler writes; ITRedPipeline holds that part.
        assertThat(deadLetters.readRecordsToList()).hasSize(6);
    }

    @Test
    void topology_isAsDescribed() {
        assertThat(topology(RedConfig.DEFAULT).describe().toString()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: red-deltas-source (topics: [bellwether.red-deltas])
                      --> red-windows
                    Processor: red-windows (stores: [red-windows-changed, red-windows, red-admitted, red-clock])
                      --> red-excuses-sink, red-windows-sink
                      <-- red-deltas-source
                    Sink: red-excuses-sink (topic: bellwether.red-deltas)
                      <-- red-windows
                    Sink: red-windows-sink (topic: bellwether.red-windows)
                      <-- red-windows

                """);
    }

    private static RedConfig few(int services, int versions, int operations) {
        return RedConfig.DEFAULT.withAdmission(
                new AdmissionConfig(services, versions, operations, Duration.ofDays(8), Duration.ofHours(1)));
    }

    private void delta(Instant at, String operation, long calls) {
        pipe(CART, redDelta(at, operation, calls));
    }

    private void pipe(@Nullable String key, SpecificRecord value) {
        deltas.pipeInput(new TestRecord<>(key, value, NOON));
    }

    private static RedDelta redDelta(Instant at, String operation, long calls) {
        long start = Math.floorDiv(at.toEpochMilli(), 5_000) * 5_000;
        long[] durations = new long[(int) calls];
        Arrays.fill(durations, 1_000_000);
        return RedDelta.newBuilder()
                .setService("cart")
                .setVersion("1.0")
                .setWindowStart(Instant.ofEpochMilli(start))
                .setWindowEnd(Instant.ofEpochMilli(start + 5_000))
                .setOperations(List.of(OperationDelta.newBuilder()
                        .setOperation(operation)
                        .setCalls(calls)
                        .setDurations(ByteBuffer.wrap(
                                ExponentialHistogram.of(durations).toBytes()))
                        .build()))
                .build();
    }

    private void all(Instant logTime) {
        for (int source = 0; source < SOURCES; source++) {
            watermark(source, logTime);
        }
    }

    private void watermark(int source, Instant logTime) {
        deltas.pipeInput("otlp_spans/" + source, mark(source, logTime, false), logTime);
    }

    private static Watermark mark(int source, Instant logTime, boolean excused) {
        return Watermark.newBuilder()
                .setSourceTopic("otlp_spans")
                .setSourcePartition(source)
                .setSourcePartitions(SOURCES)
                .setLogTime(logTime)
                .setExcused(excused)
                .build();
    }

    /** Windows written since the last question. */
    private List<RedWindow> windows() {
        List<RedWindow> read = new ArrayList<>();
        while (!windows.isEmpty()) {
            read.add((RedWindow) windows.readValue());
        }
        return read;
    }
}
