package dev.bellwether.console;

import static dev.bellwether.console.Fixtures.alert;
import static dev.bellwether.console.Fixtures.deployment;
import static dev.bellwether.console.Fixtures.noonPlus;
import static dev.bellwether.console.Fixtures.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.schemas.DeadLetterHeaders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tails over HTTP from a real broker, among them some by a bare socket, which shows what is sent and when. */
@ExtendWith(SharedBroker.class)
class ITTails {

    private static final int MAX_TAILS = 2;

    private static EmbeddedBroker broker;

    /** Shared: each test has a service or a topic of its own. */
    private static Rig rig;

    @BeforeAll
    static void startConsole(EmbeddedBroker shared) {
        broker = shared;
        rig = Rig.started(
                broker.bootstrapServers(), ConsoleConfig.STANDARD.withPort(0).withMaxTails(MAX_TAILS));
    }

    @AfterAll
    static void stopConsole() {
        rig.close();
    }

    /** A tail is counted for a moment longer than its reader is there, and the next test counts tails. */
    @AfterEach
    void awaitEndOfTails() {
        await().until(() -> open() == 0);
    }

    private static List<JsonNode> lines(String path) {
        AggregatedHttpResponse response = rig.get(path);
        assertThat(response.status().code()).isEqualTo(200);
        assertThat(response.headers().get("content-type")).isEqualTo("application/x-ndjson");
        return response.contentUtf8().lines().map(Rig::parse).toList();
    }

    private static double sent() {
        return rig.meters.get("bellwether.console.tails.lines").counter().count();
    }

    /** Whether a tail stands still, in its sink, at two looks with the same number of lines sent. */
    private static boolean waitsInItsSink() {
        double before = sent();
        boolean inSink = Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("console-tail"))
                .anyMatch(thread -> Stream.of(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("ResponseSink")));
        return inSink && sent() == before;
    }

    private static double open() {
        return rig.meters.get("bellwether.console.tails.open").gauge().value();
    }

    /** A request on a socket of its own; the body comes in chunks, whose sizes stand on lines of their own. */
    private static final class RawTail implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader reader;

        RawTail(Rig rig, String path) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), rig.console.port());
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        /** The next line that begins so. */
        String lineWith(String prefix) throws IOException {
            return Stream.generate(this::line)
                    .filter(line -> line.startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }

        private String line() {
            try {
                String line = reader.readLine();
                assertThat(line).as("the connection is open").isNotNull();
                return line;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void followedTopic_isTailedFromNow_andSentAtOnce() throws IOException {
        rig.write(deployment("00000000000000aa", "cart", "1", DeploymentPhase.STARTED, 0));
        try (RawTail tail = new RawTail(rig, "/v1/facts/deployments")) {
            assertThat(tail.lineWith("HTTP/1.1")).contains("200");
            rig.write(deployment("00000000000000bb", "cart", "2", DeploymentPhase.STARTED, 0));
            assertThat(Rig.parse(tail.lineWith("{")).at("/version").textValue()).isEqualTo("2");
            rig.write(deployment("00000000000000bb", "cart", "2", DeploymentPhase.FINISHED, 0));
            assertThat(Rig.parse(tail.lineWith("{")).at("/phase").textValue()).isEqualTo("FINISHED");
        }
    }

    @Test
    void tailThatDoesNotFollow_endsWhereTheTopicEnded() {
        rig.write(deployment("00000000000000aa", "ends", "1", DeploymentPhase.STARTED, 0));
        rig.write(deployment("00000000000000bb", "ends", "2", DeploymentPhase.STARTED, 0));
        assertThat(lines("/v1/facts/deployments?follow=false&filter=service=ends"))
                .extracting(line -> line.at("/version").textValue())
                .containsExactly("1", "2");
        assertThat(lines("/v1/facts/deployments?follow=false&from=now")).isEmpty();
    }

    @Test
    void filters_mustAllHold() {
        rig.write(deployment("00000000000000aa", "filtered", "1", DeploymentPhase.STARTED, 0));
        rig.write(deployment("00000000000000aa", "filtered", "1", DeploymentPhase.FINISHED, 0));
        rig.write(deployment("00000000000000bb", "pay", "1", DeploymentPhase.FINISHED, 0));
        assertThat(lines("/v1/facts/deployments?follow=false&filter=service=filtered&filter=phase=FINISHED"))
                .extracting(line -> line.at("/deployment").textValue())
                .containsExactly("00000000000000aa");
    }

    @Test
    void time_choosesRecordsByTheirOwn() {
        for (int minute = 0; minute < 3; minute++) {
            rig.write(new ProducerRecord<>(
                    rig.topics.redWindows().name(),
                    null,
                    noonPlus(60L * minute).toEpochMilli(),
                    "prod/shop/cart".getBytes(UTF_8),
                    rig.codec.encode(
                            rig.topics.redWindows(),
                            window("cart", "1", "GET /", 60L * minute, 1, 5).build())));
        }
        assertThat(lines("/v1/facts/red-windows?follow=false&from=2026-01-31T12:01:00Z"))
                .extracting(line -> line.at("/windowStart").textValue())
                .containsExactly("2026-01-31T12:01:00.000Z", "2026-01-31T12:02:00.000Z");
    }

    @Test
    void recordThatIsNoFact_isShown_andTheTailGoesOn() {
        rig.write(new ProducerRecord<>(rig.topics.verdicts().name(), 1, new byte[] {1}, new byte[] {9, 9}));
        rig.write(Fixtures.verdict("00000000000000aa", "cart", "2", 0, true, dev.bellwether.facts.VerdictStatus.PASS));
        List<JsonNode> lines = lines("/v1/facts/verdicts?follow=false&filter=status=PASS");
        assertThat(lines)
                .extracting(line -> line.at("/fact").textValue())
                .containsExactlyInAnyOrder("undecodable", "verdict");
        JsonNode undecodable = lines.stream()
                .filter(line -> line.at("/fact").textValue().equals("undecodable"))
                .findFirst()
                .orElseThrow();
        assertThat(undecodable.at("/topic").textValue())
                .isEqualTo(rig.topics.verdicts().name());
        assertThat(undecodable.at("/partition").intValue()).isEqualTo(1);
        assertThat(undecodable.at("/offset").intValue()).isZero();
        assertThat(undecodable.at("/error").textValue()).contains("2 bytes");
    }

    @Test
    void tombstoneOfAnAlert_isShownAsDeleted() {
        rig.write(alert("000000000000000a", "HighErrorRatio", AlertState.RESOLVED, 0), rig.topics.alerts());
        rig.write(new ProducerRecord<>(rig.topics.alerts().name(), "000000000000000a".getBytes(UTF_8), null));
        assertThat(lines("/v1/facts/alerts?follow=false").get(1).toString())
                .isEqualTo("{\"fact\":\"alert\",\"fingerprint\":\"000000000000000a\",\"deleted\":true}");
    }

    @Test
    void deadLetters_areShownWithTheirOrigin() {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(rig.topics.deadLetters().name(), null, new byte[] {1, 2, 3});
        letter.headers()
                .add(DeadLetterHeaders.SOURCE_TOPIC, "otlp_spans".getBytes(UTF_8))
                .add(DeadLetterHeaders.SOURCE_PARTITION, "3".getBytes(UTF_8))
                .add(DeadLetterHeaders.SOURCE_OFFSET, "17".getBytes(UTF_8))
                .add(DeadLetterHeaders.REASON, "malformed at byte 2".getBytes(UTF_8))
                .add("bellwether-hash", new byte[] {(byte) 0xca, (byte) 0xfe});
        rig.write(letter);
        JsonNode line = lines("/v1/facts/dead-letters?follow=false&filter=topic=otlp_spans")
                .get(0);
        assertThat(line.at("/fact").textValue()).isEqualTo("dead-letter");
        assertThat(line.at("/partition").intValue()).isEqualTo(3);
        assertThat(line.at("/offset").intValue()).isEqualTo(17);
        assertThat(line.at("/reason").textValue()).isEqualTo("malformed at byte 2");
        assertThat(line.at("/bytes").intValue()).isEqualTo(3);
        assertThat(line.at("/headers/bellwether-hash").textValue()).isEqualTo("cafe");
    }

    @Test
    void clientThatGoesAway_freesItsConsumer() throws IOException {
        try (RawTail tail = new RawTail(rig, "/v1/facts/verdicts")) {
            tail.lineWith("HTTP/1.1 200");
            assertThat(open()).isEqualTo(1);
        }
        await().until(() -> open() == 0);
    }

    @Test
    void tailsBeyondTheLimit_areRefused_untilOneEnds() throws IOException {
        try (RawTail first = new RawTail(rig, "/v1/facts/verdicts")) {
            first.lineWith("HTTP/1.1 200");
            try (RawTail second = new RawTail(rig, "/v1/facts/alerts")) {
                second.lineWith("HTTP/1.1 200");
                AggregatedHttpResponse third = rig.get("/v1/facts/alerts?follow=false");
                assertThat(third.status().code()).isEqualTo(429);
                assertThat(third.headers().get("retry-after")).isNotNull();
            }
            await().until(() -> open() == 1);
            assertThat(lines("/v1/facts/alerts?follow=false&from=now")).isEmpty();
        }
    }

    @Test
    void slowReader_holdsBackItsOwnTailOnly() throws IOException {
        int records = 20_000;
        byte[] event = rig.codec.encode(
                rig.topics.alertEvents(), alert("000000000000000a", "x".repeat(1_000), AlertState.FIRING, 0));
        for (int i = 0; i < records; i++) {
            var unused = rig.producer.send(
                    new ProducerRecord<>(rig.topics.alertEvents().name(), 0, new byte[] {1}, event));
        }
        rig.producer.flush();
        double sentBefore = sent();
        try (RawTail tail = new RawTail(rig, "/v1/facts/alert-events?follow=false")) {
            tail.lineWith("HTTP/1.1 200");
            // what fits into the sockets' buffers is sent, and then the tail waits in its sink
            await().until(() -> sent() > sentBefore && waitsInItsSink());
            assertThat(sent() - sentBefore).isLessThan(records / 2.0);
            assertThat(lines("/v1/facts/alert-events?follow=false")).hasSize(records);
            assertThat(open()).isEqualTo(1);
        }
    }

    @Test
    void closing_endsTails() throws IOException {
        try (Rig own = Rig.started(broker.bootstrapServers());
                RawTail tail = new RawTail(own, "/v1/facts/verdicts")) {
            tail.lineWith("HTTP/1.1 200");
            own.console.close();
            assertThat(tail.lineWith("0")).isEqualTo("0"); // the last chunk: ended, not cut
        }
    }
}
