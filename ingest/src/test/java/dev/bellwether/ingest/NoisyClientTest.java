package dev.bellwether.ingest;

import static dev.bellwether.ingest.OtlpClient.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.MemoryAppender.Broker;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client floods, over sockets, while the broker takes its time; another one is served throughout. */
class NoisyClientTest {

    private static final int MAX_IN_FLIGHT = 400_000;
    private static final int MAX_REQUESTS = 12;
    private static final String NOISY = "token-of-the-noisy-client";
    private static final String QUIET = "token-of-the-quiet-client";

    private static final byte[] LARGE = OtlpPayloads.shopTraces(1, 300, 1).toByteArray();
    private static final byte[] SMALL = OtlpPayloads.shopTraces(2, 1, 1).toByteArray();

    @TempDir
    private Path folder;

    private final MemoryAppender appender = new MemoryAppender();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<CompletableFuture<HttpResponse<byte[]>>> flood = new ArrayList<>();
    private Edge edge;
    private IngestServer server;
    private OtlpClient client;

    @BeforeEach
    void start() throws Exception {
        Path tokens =
                Files.writeString(folder.resolve("tokens"), "noisy ingest " + NOISY + "\nquiet ingest " + QUIET + "\n");
        edge = Edge.of(EdgeConfig.OPEN.withTokenFile(tokens), meters);
        IngestConfig config = IngestConfig.DEFAULT
                .withFreePorts()
                .withLimits(IngestLimits.DEFAULT
                        .withBytes(MAX_IN_FLIGHT, 100_000, MAX_IN_FLIGHT)
                        .withClient(new ClientLimits(MAX_REQUESTS, 0.5)))
                .withTimes(
                        Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(1));
        server = new IngestServer(edge, config, appender, meters).start();
        client = new OtlpClient(server);
        appender.becomes(Broker.SLOW);
    }

    @AfterEach
    void stop() {
        appender.acknowledgeAll();
        server.close();
        edge.close();
    }

    private static Map<String, String> headers(String token) {
        return Map.of("Content-Type", PROTOBUF, "Authorization", "Bearer " + token);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(String token, byte[] request) {
        return client.sendAsync("/v1/traces", headers(token), request);
    }

    /** Sends requests until one is refused: the others wait for the broker. */
    private HttpResponse<byte[]> floodUntilRefused(byte[] request) {
        while (true) {
            int waiting = appender.waiting();
            CompletableFuture<HttpResponse<byte[]>> next = send(NOISY, request);
            await().until(() -> next.isDone() || appender.waiting() > waiting);
            if (next.isDone()) {
                return next.join();
            }
            flood.add(next);
        }
    }

    private void assertServed(CompletableFuture<HttpResponse<byte[]>> quiet, int waitingBefore) {
        await().until(() -> quiet.isDone() || appender.waiting() > waitingBefore);
        assertThat(quiet).as("taken, and not refused").isNotDone();
    }

    @Test
    void whileOneClientFloods_theOtherIsServed_throughout() {
        assertThat((long) MAX_REQUESTS * LARGE.length)
                .as("without a share, so many requests would leave no room")
                .isGreaterThan(MAX_IN_FLIGHT);
        List<CompletableFuture<HttpResponse<byte[]>>> quiet = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            HttpResponse<byte[]> refused = floodUntilRefused(LARGE);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).contains("3");
            int before = appender.waiting();
            quiet.add(send(QUIET, SMALL));
            assertServed(quiet.get(round), before);
        }
        assertThat(flood).hasSizeGreaterThan(1);
        assertThat(meters.get("bellwether.ingest.clients").gauge().value()).isEqualTo(2);

        appender.acknowledgeAll();

        assertThat(Stream.concat(quiet.stream(), flood.stream()).map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        await().until(() -> server.stats().bytesInFlight() == 0);
        IngestStats.SignalStats stats = server.stats().of(Signal.TRACES);
        assertThat(stats.rejected()).containsOnlyKeys(RejectReason.CLIENT_LIMIT);
        assertThat(stats.rejected().get(RejectReason.CLIENT_LIMIT)).isNotNull().returns(3L, Amount::requests);
        assertThat(stats.received().requests())
                .isEqualTo(stats.appended().requests() + 3)
                .isEqualTo(flood.size() + 6);
        await().untilAsserted(() -> assertThat(
                        meters.get("bellwether.ingest.clients").gauge().value())
                .isZero());
        appender.becomes(Broker.FINE);
        assertThat(send(NOISY, LARGE).join().statusCode())
                .as("it may come again")
                .isEqualTo(200);
    }

    @Test
    void smallRequestsToo_areLimitedByTheirNumber() {
        HttpResponse<byte[]> refused = floodUntilRefused(SMALL);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(new String(refused.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("ingest.max-client-requests");
        assertThat(flood).hasSize(MAX_REQUESTS);
        int before = appender.waiting();
        assertServed(send(QUIET, SMALL), before);
    }

    /** UNAVAILABLE: Collectors drop what is answered with RESOURCE_EXHAUSTED, and Prometheus what is answered with 429. */
    @Test
    void refusal_isToldSoThatNothingIsLost_inEachProtocol() throws Exception {
        floodUntilRefused(LARGE);

        var grpc = client.call(
                OtlpGrpcService.path(Signal.TRACES),
                Map.of("authorization", "Bearer " + NOISY),
                Bytes.framed(0, LARGE));
        assertThat(grpc.status()).isEqualTo(14);
        assertThat(grpc.details()
                        .getDetails(0)
                        .unpack(RetryInfo.class)
                        .getRetryDelay()
                        .getSeconds())
                .isEqualTo(3);

        HttpResponse<byte[]> remoteWrite =
                client.send("POST", RemoteWriteService.PATH, headers(NOISY), new byte[LARGE.length]);
        assertThat(remoteWrite.statusCode()).isEqualTo(503);
        assertThat(remoteWrite.headers().firstValue("retry-after")).contains("3");
    }

    @Test
    void withoutTokens_theAddressIsTheClient() throws Exception {
        try (IngestServer open = new IngestServer(
                        IngestConfig.DEFAULT
                                .withFreePorts()
                                .withLimits(IngestLimits.DEFAULT.withClient(new ClientLimits(1, 1))),
                        appender,
                        new SimpleMeterRegistry())
                .start()) {
            OtlpClient anybody = new OtlpClient(open);
            var first = anybody.postAsync("/v1/traces", PROTOBUF, SMALL);
            await().until(() -> appender.waiting() == 1);

            assertThat(new OtlpClient(open).post("/v1/traces", PROTOBUF, SMALL).statusCode())
                    .isEqualTo(429);

            appender.acknowledgeAll();
            assertThat(first.join().statusCode()).isEqualTo(200);
        }
    }
}
