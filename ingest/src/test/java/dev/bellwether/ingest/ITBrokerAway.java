package dev.bellwether.ingest;

import static dev.bellwether.ingest.OtlpClient.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.edge.Edge;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.FaultProxy;
import dev.bellwether.testing.OtlpPayloads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The network between intake and broker fails: what clients are told, what is held meanwhile, and that it ends by itself. */
class ITBrokerAway {

    private static final Topics TOPICS = Topics.standard();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_IN_FLIGHT = 4 * 1024 * 1024;

    /** At once, in each phase. */
    private static final long OFFERED = 30L * MAX_IN_FLIGHT;

    /** A record that is not taken by then is given up. */
    private static final Duration ACKNOWLEDGE = Duration.ofMillis(800);

    private static final Duration LONGER_THAN_A_RECORD_WAITS = Duration.ofSeconds(2);

    /** Between two looks at what is in flight. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    /** What the producer may keep for batches beyond what is in flight. */
    private static final long PRODUCER_SLACK = 32L * 1024 * 1024;

    private static final IngestConfig CONFIG = IngestConfig.DEFAULT
            .withFreePorts()
            .withLimits(IngestLimits.DEFAULT
                    .withBytes(MAX_IN_FLIGHT, 900_000, MAX_IN_FLIGHT)
                    .withClient(ClientLimits.NONE))
            .withTimes(
                    IngestConfig.DEFAULT.retryAfter(),
                    IngestConfig.DEFAULT.receiveTimeout(),
                    ACKNOWLEDGE,
                    IngestConfig.DEFAULT.closeTimeout());

    @TempDir
    static Path folder;

    private static FaultProxy network;
    private static EmbeddedBroker broker;

    private IngestServer server;
    private OtlpClient client;

    @BeforeAll
    static void startBroker() {
        network = FaultProxy.listen();
        // Clients connect to where the broker says it is: behind the proxy.
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder)
                .withSettings(Map.of("advertised.listeners", "BROKER://" + network.address())));
        network.forwardTo("127.0.0.1", broker.port());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var unused = new TopicProvisioner(
                            admin, broker.bootstrapServers(), ClusterProfile.embedded(), Duration.ofSeconds(30))
                    .provision(TOPICS.all());
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
        network.close();
    }

    @BeforeEach
    void start() {
        server = IngestServer.toKafka(
                        Edge.open(),
                        CONFIG,
                        TOPICS,
                        Map.of("bootstrap.servers", network.address()),
                        new SimpleMeterRegistry())
                .start();
        client = new OtlpClient(server);
    }

    @AfterEach
    void stop() {
        network.restore();
        server.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("connections are refused", FaultProxy::refuse),
                fault("nothing moves", FaultProxy::stall),
                fault("answers are lost", FaultProxy::loseAnswers));
    }

    private static Arguments fault(String name, Consumer<FaultProxy> fault) {
        return Arguments.of(Named.of(name, fault));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void clientsAreToldToComeBack_nothingIsHeld_andItEndsByItself(Consumer<FaultProxy> fault) {
        awaitTaken(request(1));

        fault.accept(network);
        assertThat(post(2)).isEqualTo(503);
        await().atMost(PATIENCE).until(() -> server.refusal().isPresent());
        assertThat(server.refusal())
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("the Kafka broker does not answer since 20"));
        await("what was on its way is given up")
                .atMost(PATIENCE)
                .until(() -> server.stats().bytesInFlight() == 0);
        for (int i = 0; i < 50; i++) {
            assertThat(post(3)).isEqualTo(503);
            assertThat(server.stats().bytesInFlight()).isZero();
        }
        var grpc = client.call(OtlpGrpcService.path(Signal.TRACES), Map.of(), Bytes.framed(0, request(4)));
        assertThat(grpc.status()).isEqualTo(14);
        assertThat(grpc.hasDetails()).isTrue();

        network.restore();
        await().atMost(PATIENCE).until(() -> server.refusal().isEmpty());
        byte[] last = request(System.nanoTime());
        awaitTaken(last);
        assertThat(TopicReader.readAll(broker.bootstrapServers(), TOPICS.otlpSpans()))
                .anyMatch(record -> Arrays.equals(record.value(), last));
    }

    @Test
    void brokerThatIsThere_andTakesNoRecord_isAwayUntilItTakesOne() throws Exception {
        awaitTaken(request(1));

        setCleanup("compact", rawTopics()); // such topics take no record without a key
        try {
            await().atMost(PATIENCE).until(() -> post(2) == 503);
            await().atMost(PATIENCE).until(() -> server.refusal().isPresent());
            Optional<String> since = server.refusal();
            await("one outage, and not one after the other")
                    .during(LONGER_THAN_A_RECORD_WAITS)
                    .atMost(PATIENCE)
                    .until(() -> post(3) == 503 && server.refusal().equals(since));
        } finally {
            setCleanup("delete", rawTopics());
        }
        await().atMost(PATIENCE).until(() -> server.refusal().isEmpty());
        awaitTaken(request(4));
    }

    @Test
    void topicThatTakesNoRecord_stopsNoOtherOne_alsoWhereNothingElseWasSent() throws Exception {
        byte[] logs = OtlpPayloads.logs()
                .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, "a line")
                .request()
                .toByteArray();
        String topic = TOPICS.otlpLogs().name();

        setCleanup("compact", List.of(topic)); // such a topic takes no record without a key
        try {
            await("nothing but logs, until the broker counts as away")
                    .atMost(PATIENCE)
                    .until(() -> {
                        assertThat(postLogs(logs)).isEqualTo(503);
                        return server.refusal().isPresent();
                    });
            await().atMost(PATIENCE).until(() -> server.refusal().isEmpty());
            assertThat(postLogs(logs)).isEqualTo(503);
            assertThat(server.refusal()).as("after logs that were not taken").isEmpty();
            awaitTaken(request(1));
        } finally {
            setCleanup("delete", List.of(topic));
        }
        await().atMost(PATIENCE).until(() -> postLogs(logs) == 200);
    }

    @Test
    void farMoreThanIsAdmitted_isRefusedWithinTheLimits_whetherTheBrokerIsThereOrNot() {
        awaitTaken(request(1));
        long heapBefore = heapAfterCollection();

        assertThat(overload().keySet()).isSubsetOf(200, 503).contains(200);

        network.stall();
        assertThat(overload()).as("until it is known that nobody answers").containsOnlyKeys(503);
        assertHeldIsBounded(heapBefore);
        await().atMost(PATIENCE).until(() -> server.refusal().isPresent());
        assertThat(overload()).as("from then on").containsOnlyKeys(503);
        assertHeldIsBounded(heapBefore);
        network.refuse();
        assertThat(overload()).as("and where nobody listens").containsOnlyKeys(503);
        assertHeldIsBounded(heapBefore);

        await().atMost(PATIENCE).until(() -> server.stats().bytesInFlight() == 0);
        IngestStats.SignalStats spans = server.stats().of(Signal.TRACES);
        assertThat(spans.received().requests())
                .isEqualTo(spans.appended().requests()
                        + spans.rejected().values().stream()
                                .mapToLong(Amount::requests)
                                .sum());

        network.restore();
        awaitTaken(request(5));
    }

    /** Offers many times as many bytes as may be in flight, at once; returns how many requests were answered how. */
    private Map<Integer, Long> overload() {
        byte[] body = OtlpPayloads.shopTraces(1, 1000, 1).toByteArray();
        List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (long offered = 0; offered < OFFERED; offered += body.length) {
            sent.add(client.postAsync("/v1/traces", PROTOBUF, body));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
        await("all of them are answered")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(() -> {
                    assertThat(server.stats().bytesInFlight())
                            .isLessThanOrEqualTo(server.stats().maxBytesInFlight());
                    return all.isDone();
                });
        return sent.stream()
                .map(answer -> answer.join().statusCode())
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }

    /** While the broker is away; how high it is in between, only a process without the clients can tell. */
    private static void assertHeldIsBounded(long heapBefore) {
        assertThat(heapAfterCollection() - heapBefore)
                .as("bytes of heap, after %d bytes were offered", OFFERED)
                .isLessThan(3L * MAX_IN_FLIGHT + PRODUCER_SLACK);
    }

    /** Whoever was told to come back does, until the request is taken. */
    private void awaitTaken(byte[] request) {
        await().atMost(PATIENCE)
                .until(() -> client.post("/v1/traces", PROTOBUF, request).statusCode() == 200);
    }

    private static List<String> rawTopics() {
        return List.of(
                TOPICS.otlpSpans().name(),
                TOPICS.otlpMetrics().name(),
                TOPICS.otlpLogs().name(),
                TOPICS.prometheusSamples().name());
    }

    private static void setCleanup(String policy, List<String> topics) throws Exception {
        AlterConfigOp set =
                new AlterConfigOp(new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(topics.stream()
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    topic -> List.of(set))))
                    .all()
                    .get();
        }
    }

    private int post(long seed) {
        return client.post("/v1/traces", PROTOBUF, request(seed)).statusCode();
    }

    private int postLogs(byte[] request) {
        return client.post("/v1/logs", PROTOBUF, request).statusCode();
    }

    private static byte[] request(long seed) {
        return OtlpPayloads.shopTraces(seed, 10, 1).toByteArray();
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
