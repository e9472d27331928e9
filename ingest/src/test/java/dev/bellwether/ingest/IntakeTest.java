package dev.bellwether.ingest;

import static dev.bellwether.ingest.OtlpClient.JSON;
import static dev.bellwether.ingest.OtlpClient.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.MemoryAppender.Broker;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens between the answers: limits in time and space, splitting, balances, stopping. */
class IntakeTest {

    private static final IngestConfig CONFIG = IngestConfig.DEFAULT.withFreePorts();
    private static final int MAX_REQUEST = 400_000;

    private final MemoryAppender appender = new MemoryAppender();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private IngestServer server = new IngestServer(CONFIG, appender, new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        appender.reset();
        server.close();
    }

    @Test
    void largeRequest_arrivesComplete_inSeveralRecordsWithinTheLimit() throws Exception {
        start(CONFIG.withLimits(IngestLimits.DEFAULT.withBytes(MAX_REQUEST, 20_000, MAX_REQUEST)));
        ExportTraceServiceRequest request = OtlpPayloads.shopTraces(1, 1000, 1);
        assertThat(post(request.toByteArray()).statusCode()).isEqualTo(200);
        List<Span> arrived = new ArrayList<>();
        for (RawRecord record : appender.records()) {
            assertThat(record.value().length).isLessThanOrEqualTo(20_000);
            ExportTraceServiceRequest part = ExportTraceServiceRequest.parseFrom(record.value());
            assertThat(part.getResourceSpans(0).getResource())
                    .isEqualTo(request.getResourceSpans(0).getResource());
            part.getResourceSpans(0).getScopeSpansList().forEach(scope -> arrived.addAll(scope.getSpansList()));
        }
        assertThat(appender.records()).hasSizeGreaterThan(5);
        assertThat(arrived)
                .isEqualTo(request.getResourceSpans(0).getScopeSpans(0).getSpansList());
        assertThat(server.stats().of(Signal.TRACES).records())
                .isEqualTo(appender.records().size());
    }

    @Test
    void splitRequest_isAnsweredWhenAllPartsAreDurable_andARetryHasTheSameParts() {
        start(CONFIG.withLimits(IngestLimits.DEFAULT.withBytes(MAX_REQUEST, 20_000, MAX_REQUEST)));
        byte[] request = OtlpPayloads.shopTraces(1, 300, 1).toByteArray();
        appender.becomes(Broker.SLOW);
        var answer = new OtlpClient(server).postAsync("/v1/traces", PROTOBUF, request);
        Awaitility.await().until(() -> appender.waiting() > 1);
        assertThat(answer).isNotDone();
        appender.acknowledgeAll();
        assertThat(answer.join().statusCode()).isEqualTo(200);
        List<RawRecord> first = appender.records();
        appender.reset();
        assertThat(post(request).statusCode()).isEqualTo(200);
        assertThat(appender.records())
                .extracting(RawRecord::value)
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(first.stream().map(RawRecord::value).toList());
    }

    @Test
    void overload_isRefusedBeforeMemoryFills_andTakenOnceTheBrokerHasCaughtUp() {
        byte[] half = OtlpPayloads.shopTraces(1, 1500, 1).toByteArray();
        int limit = half.length * 3 / 2;
        start(CONFIG.withLimits(
                        IngestLimits.DEFAULT.withBytes(limit, 900_000, limit).withClient(ClientLimits.NONE))
                .withTimes(
                        Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(3)));
        appender.becomes(Broker.SLOW);
        OtlpClient client = new OtlpClient(server);
        var first = client.postAsync("/v1/traces", PROTOBUF, half);
        Awaitility.await().until(() -> appender.waiting() == 1);
        assertThat(server.stats().bytesInFlight()).isEqualTo(half.length + Intake.REQUEST_BYTES);

        HttpResponse<byte[]> second = client.post("/v1/traces", PROTOBUF, half);
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("retry-after")).contains("3");
        var third = client.call(OtlpGrpcService.path(Signal.TRACES), Map.of(), Bytes.framed(0, half));
        assertThat(third.status()).isEqualTo(14);
        assertThat(third.hasDetails()).isTrue();
        assertThat(appender.waiting()).isEqualTo(1);

        appender.acknowledgeAll();
        assertThat(first.join().statusCode()).isEqualTo(200);
        Awaitility.await().until(() -> server.stats().bytesInFlight() == 0);
        appender.becomes(Broker.FINE);
        assertThat(client.post("/v1/traces", PROTOBUF, half).statusCode()).isEqualTo(200);
        assertThat(server.stats().of(Signal.TRACES).rejected().get(RejectReason.OVERLOADED))
                .isNotNull()
                .returns(2L, Amount::requests);
    }

    @Test
    void brokerThatDoesNotAnswer_isAnswered503InTime_andItsBytesStayReserved() {
        start(CONFIG.withTimes(
                Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofMillis(300)));
        appender.becomes(Broker.SLOW);
        byte[] request = OtlpPayloads.shopTraces(1, 10, 1).toByteArray();
        assertThat(post(request).statusCode()).isEqualTo(503);
        assertThat(server.stats().bytesInFlight()).isEqualTo(request.length + Intake.REQUEST_BYTES);
        appender.acknowledgeAll();
        Awaitility.await().until(() -> server.stats().bytesInFlight() == 0);
        assertThat(server.stats().of(Signal.TRACES).rejected()).containsOnlyKeys(RejectReason.BROKER_UNAVAILABLE);
    }

    @Test
    void decompressionBomb_isAnswered413_andNeverHeldInMemory() {
        start(CONFIG);
        byte[] bomb = Bytes.bomb(600);
        assertThat(bomb.length).isLessThan(2_000_000);
        OtlpClient client = new OtlpClient(server);
        // with a heap of half a gigabyte, holding it would end this test
        assertThat(client.post("/v1/traces", PROTOBUF, "gzip", bomb).statusCode())
                .isEqualTo(413);
        assertThat(client.call(
                                OtlpGrpcService.path(Signal.LOGS),
                                Map.of("grpc-encoding", "gzip"),
                                Bytes.framed(1, bomb))
                        .status())
                .isEqualTo(8);
        assertThat(server.stats().bytesInFlight()).isZero();
        assertThat(appender.records()).isEmpty();
        for (Signal signal : List.of(Signal.TRACES, Signal.LOGS)) {
            assertThat(server.stats().of(signal).rejected().get(RejectReason.TOO_LARGE))
                    .isNotNull()
                    .returns(1L, Amount::requests);
        }
        assertThat(post(OtlpPayloads.shopTraces(1, 10, 1).toByteArray()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void clientThatLeaves_andClientThatStops_areCountedAndHoldNothing() throws Exception {
        start(CONFIG.withTimes(
                Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(3)));
        try (Socket leaving = halfRequest()) {
            Awaitility.await().until(() -> server.stats().bytesInFlight() > 0);
        }
        awaitIncomplete(1);
        try (Socket stopping = halfRequest()) {
            String answer = new String(stopping.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 503");
        }
        awaitIncomplete(2);
        assertThat(server.stats().bytesInFlight()).isZero();
    }

    @Test
    void requestThatSaysItIsTooLarge_isRefusedBeforeItIsSent() throws Exception {
        start(CONFIG);
        try (Socket client = beginRequest(Integer.MAX_VALUE, 0)) {
            String answer = new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void closing_answersWhatIsOnItsWay_refusesWhatComes_thenClosesTheAppender() {
        start(CONFIG.withTimes(
                Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(20)));
        appender.becomes(Broker.SLOW);
        OtlpClient client = new OtlpClient(server);
        byte[] request = OtlpPayloads.shopTraces(1, 10, 1).toByteArray();
        var before = client.postAsync("/v1/traces", PROTOBUF, request);
        Awaitility.await().until(() -> appender.waiting() == 1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        Awaitility.await()
                .until(() -> client.post("/v1/traces", PROTOBUF, request).statusCode() == 503);
        assertThat(appender.closed()).isFalse();
        appender.acknowledgeAll();
        assertThat(before.join().statusCode()).isEqualTo(200);
        closing.join();
        assertThat(appender.closed()).isTrue();
    }

    @Test
    void received_isAppendedPlusRejected_forAnyMixOfRequests() {
        start(CONFIG.withLimits(
                IngestLimits.DEFAULT.withBytes(60_000, 3_000, 60_000).withOtlp(OtlpLimits.DEFAULT.withMaxDepth(20))));
        OtlpClient client = new OtlpClient(server);
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] request =
                    OtlpPayloads.shopTraces(seed, random.nextInt(400), 1).toByteArray();
            appender.becomes(List.of(Broker.FINE, Broker.FINE, Broker.AWAY, Broker.NARROW, Broker.BROKEN)
                    .get(random.nextInt(5)));
            switch (random.nextInt(4)) {
                case 0 -> client.post("/v1/traces", PROTOBUF, request);
                case 1 -> client.post("/v1/traces", PROTOBUF, "gzip", Bytes.gzip(request));
                case 2 -> client.post("/v1/traces", random.nextBoolean() ? JSON : "text/plain", request);
                default -> client.call(OtlpGrpcService.path(Signal.TRACES), Map.of(), Bytes.framed(0, request));
            }
        }
        Awaitility.await().until(() -> server.stats().requestsInFlight() == 0);
        IngestStats.SignalStats stats = server.stats().of(Signal.TRACES);
        Amount accounted = Stream.concat(Stream.of(stats.appended()), stats.rejected().values().stream())
                .reduce(Amount.NONE, Amount::plus);
        assertThat(stats.received()).isEqualTo(accounted);
        assertThat(stats.received().requests()).isEqualTo(60);
        assertThat(stats.rejected().keySet()).hasSizeGreaterThan(4);
        long items = appender.records().stream().mapToLong(IntakeTest::items).sum();
        assertThat(stats.appended().items()).isLessThanOrEqualTo(items).isPositive();
        assertThat(meters.get("bellwether.ingest.received.items")
                        .tag("signal", "traces")
                        .functionCounter()
                        .count())
                .isEqualTo(stats.received().items());
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getType())
                .contains(Meter.Type.GAUGE);
    }

    private void start(IngestConfig config) {
        server = new IngestServer(config, appender, meters).start();
    }

    private HttpResponse<byte[]> post(byte[] request) {
        return new OtlpClient(server).post("/v1/traces", PROTOBUF, request);
    }

    /** Promises a thousand bytes and sends a hundred. */
    private Socket halfRequest() throws Exception {
        return beginRequest(1000, 100);
    }

    /** A request that says how long it is, and sends no more than its beginning. */
    private Socket beginRequest(int length, int sent) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
        OutputStream out = socket.getOutputStream();
        out.write(("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
                        + "Content-Length: " + length + "\r\n\r\n" + "x".repeat(sent))
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private void awaitIncomplete(long count) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                server.stats().of(Signal.TRACES).rejected().get(RejectReason.INCOMPLETE))
                        .isNotNull()
                        .returns(count, Amount::requests));
    }

    private static long items(RawRecord record) {
        try {
            return OtlpRequests.count(Signal.valueOf(record.feed().name()), record.value(), OtlpLimits.DEFAULT);
        } catch (MalformedOtlpException e) {
            throw new AssertionError(e);
        }
    }
}
