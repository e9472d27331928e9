package dev.bellwether.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.edge.Edge;
import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.MemoryAppender.Broker;
import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.ingest.remotewrite.WriteVersion;
import dev.bellwether.ingest.remotewrite.Writes;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/** Remote write: for each kind of request the answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteWriteAnswersTest {

    private static final int MAX_REQUEST = 100_000;
    private static final int MAX_RECORD = 10_000;
    private static final String PATH = "/api/v1/write";
    private static final String V1 = "application/x-protobuf;proto=prometheus.WriteRequest";
    private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    private static final String SAMPLES = "X-Prometheus-Remote-Write-Samples-Written";
    private static final String HISTOGRAMS = "X-Prometheus-Remote-Write-Histograms-Written";
    private static final String EXEMPLARS = "X-Prometheus-Remote-Write-Exemplars-Written";

    private final MemoryAppender appender = new MemoryAppender();
    private final IngestServer server = new IngestServer(
            Edge.open(),
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

    @ParameterizedTest
    @CsvSource({
        "application/x-protobuf, V1",
        "application/x-protobuf;proto=prometheus.WriteRequest, V1",
        "'application/x-protobuf; proto=\"prometheus.WriteRequest\"', V1",
        "application/x-protobuf;proto=io.prometheus.write.v2.Request, V2"
    })
    void mediaType_saysWhichMessageItIs(String mediaType, WriteVersion version) {
        byte[] message = Writes.small(version);
        HttpResponse<byte[]> answer = write(mediaType, message);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(appender.records()).singleElement().satisfies(record -> {
            assertThat(record.feed()).isEqualTo(Feed.SAMPLES);
            assertThat(record.value()).as("byte for byte").isEqualTo(message);
            assertThat(record.mediaType()).isEqualTo(version == WriteVersion.V1 ? V1 : V2);
            assertThat(record.clientAddress()).isEqualTo("127.0.0.1");
        });
        boolean told = version == WriteVersion.V2;
        assertThat(answer.headers().allValues(SAMPLES)).isEqualTo(told ? List.of("1") : List.of());
        assertThat(answer.headers().allValues(HISTOGRAMS)).isEqualTo(told ? List.of("1") : List.of());
        assertThat(answer.headers().allValues(EXEMPLARS)).isEqualTo(told ? List.of("1") : List.of());
    }

    @Test
    void withoutAnEncoding_itIsTakenForSnappy() throws IOException {
        assertThat(client.post(PATH, V1, Snappy.compress(Writes.small(WriteVersion.V1)))
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, snappy, 415",
        "application/json, snappy, 415",
        "application/x-protobuf;proto=io.prometheus.write.v3.Request, snappy, 415",
        "application/x-protobuf, gzip, 415",
        "application/x-protobuf, identity, 415",
        "application/x-protobuf, 'snappy, snappy', 415"
    })
    void whatIsNotSpoken_isRefused(String mediaType, String encoding, int status) throws IOException {
        byte[] body = Snappy.compress(Writes.small(WriteVersion.V1));
        assertRefused(status, client.post(PATH, mediaType, encoding, body));
    }

    @Test
    void otherMethod_isNotAllowed() {
        HttpResponse<byte[]> answer = client.send("GET", PATH, Map.of(), new byte[0]);
        assertRefused(405, answer);
        assertThat(answer.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void noBlockOfSnappy_isRefused() throws IOException {
        byte[] block = Snappy.compress(Writes.small(WriteVersion.V1));
        assertRefused(400, client.post(PATH, V1, "snappy", Writes.small(WriteVersion.V1)));
        assertRefused(400, client.post(PATH, V1, "snappy", new byte[0]));
        assertRefused(400, client.post(PATH, V1, "snappy", Arrays.copyOf(block, block.length - 1)));
        assertRefused(400, client.post(PATH, V1, "snappy", new byte[] {-1, -1, -1, -1, -1, 1}));
        byte[] longer = block.clone();
        longer[0]++; // says that it is one byte longer than it is
        assertRefused(400, client.post(PATH, V1, "snappy", longer));
    }

    @Test
    void lengthBeyondTheLimit_isRefusedBeforeMemoryIsTaken() throws IOException {
        assertRefused(413, client.post(PATH, V1, "snappy", Snappy.compress(new byte[MAX_REQUEST + 1])));
        // 2 GiB - 1 and 4 GiB - 1, from six bytes
        assertRefused(413, client.post(PATH, V1, "snappy", new byte[] {-1, -1, -1, -1, 7, 0}));
        assertRefused(413, client.post(PATH, V1, "snappy", new byte[] {-1, -1, -1, -1, 15, 0}));
        assertRefused(413, client.post(PATH, V1, "snappy", new byte[MAX_REQUEST + 1]));
    }

    @ParameterizedTest
    @EnumSource
    void badSeries_isRefusedForGood(WriteVersion version) {
        HttpResponse<byte[]> answer = write(
                version.mediaType(),
                new Writes(version)
                        .series(1, 0, 0, "__name__", "up")
                        .series(1, 0, 0, "b", "1", "__name__", "up")
                        .toBytes());
        assertRefused(400, answer);
        assertThat(text(answer)).contains("sorted");
        assertThat(answer.headers().allValues(SAMPLES))
                .isEqualTo(version == WriteVersion.V2 ? List.of("0") : List.of());
        assertRefused(400, write(version.mediaType(), "hello".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void largeMessage_isSplitBetweenSeries(WriteVersion version) {
        Writes writes = new Writes(version);
        for (int index = 0; index < 400; index++) {
            writes.series(2, 0, 0, "__name__", "metric", "path", "/" + index % 100);
        }
        HttpResponse<byte[]> answer = write(version.mediaType(), writes.toBytes());
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(204);
        assertThat(appender.records()).hasSizeGreaterThan(1).allMatch(record -> record.value().length <= MAX_RECORD);
        assertThat(answer.headers().allValues(SAMPLES))
                .isEqualTo(version == WriteVersion.V2 ? List.of("800") : List.of());
    }

    @ParameterizedTest
    @EnumSource
    void seriesLargerThanARecord_isRefusedForGood(WriteVersion version) {
        byte[] message =
                new Writes(version).series(2000, 0, 0, "__name__", "up").toBytes();
        assertRefused(413, write(version.mediaType(), message));
    }

    @Test
    void whatTheBrokerFindsTooLarge_isNotSuccess() {
        appender.becomes(Broker.NARROW);
        HttpResponse<byte[]> answer = write(V2, Writes.small(WriteVersion.V2));
        assertRefused(400, answer);
        assertThat(answer.headers().allValues(SAMPLES)).containsExactly("0");
        assertThat(answer.headers().allValues(HISTOGRAMS)).containsExactly("0");
        assertThat(answer.headers().allValues(EXEMPLARS)).containsExactly("0");
    }

    @Test
    void whatMaySucceedLater_isToBeSentAgain() {
        appender.becomes(Broker.AWAY);
        assertToBeSentAgain(write(V1, Writes.small(WriteVersion.V1)));
        appender.reset();
        server.pause("the disk is nearly full");
        try {
            HttpResponse<byte[]> answer = write(V2, Writes.small(WriteVersion.V2));
            assertToBeSentAgain(answer);
            assertThat(text(answer)).contains("disk");
        } finally {
            server.resume();
        }
        assertThat(write(V2, Writes.small(WriteVersion.V2)).statusCode()).isEqualTo(204);
    }

    private static void assertToBeSentAgain(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void nothing_isSuccess_andNothingIsStored() {
        assertThat(write(V1, new byte[0]).statusCode()).isEqualTo(204);
        HttpResponse<byte[]> second = write(V2, new byte[0]);
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(second.headers().allValues(SAMPLES)).containsExactly("0");
        assertThat(appender.records()).isEmpty();
    }

    @Test
    void counters_addUp() {
        IngestStats.SignalStats before = server.stats().of(Feed.SAMPLES);
        write(V1, Writes.small(WriteVersion.V1));
        write(V2, Writes.small(WriteVersion.V2));
        write(V2, "hello".getBytes(UTF_8));
        client.send("GET", PATH, Map.of(), new byte[0]);
        IngestStats.SignalStats after = server.stats().of(Feed.SAMPLES);
        assertThat(after.received().requests() - before.received().requests()).isEqualTo(4);
        assertThat(after.appended().requests() - before.appended().requests()).isEqualTo(2);
        assertThat(after.appended().items() - before.appended().items()).isEqualTo(6);
        Amount rejected = after.rejected().values().stream().reduce(Amount.NONE, Amount::plus);
        assertThat(after.appended().plus(rejected)).isEqualTo(after.received());
        assertThat(server.stats().bytesInFlight()).isZero();
    }

    @Test
    void grpcPort_hasNoRemoteWrite() {
        assertThat(client.call(PATH, Map.of(), new byte[0]).status()).isEqualTo(12);
    }

    private HttpResponse<byte[]> write(String mediaType, byte[] message) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", mediaType);
        headers.put("Content-Encoding", "snappy");
        headers.put("X-Prometheus-Remote-Write-Version", mediaType.equals(V2) ? "2.0.0" : "0.1.0");
        try {
            return client.send("POST", PATH, headers, Snappy.compress(message));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(int status, HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(text(answer)).isNotBlank();
        assertThat(answer.headers().firstValue("retry-after")).isEmpty();
        assertThat(appender.records()).extracting(RawRecord::feed).isEmpty();
        assertThat(server.stats().bytesInFlight()).isZero();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }
}
