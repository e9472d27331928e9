package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.tls.TlsConfig;
import dev.bellwether.ingest.IngestConfig;
import dev.bellwether.ingest.IngestServer;
import dev.bellwether.ingest.append.Appender;
import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.append.Outage;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.otlp.ExportConfig;
import dev.bellwether.observation.otlp.Identity;
import dev.bellwether.observation.otlp.OtlpExport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process's own telemetry on its way to listeners with certificates and tokens: its own, or another's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnTelemetryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "a-token-of-the-collector";
    private static final Path TLS = Path.of("..", "edge", "src", "test", "resources", "tls");

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Edge edge;

    @SuppressWarnings("NullAway.Init")
    private IngestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path tokens = Files.writeString(folder.resolve("tokens"), "collector ingest " + TOKEN + "\n");
        edge = Edge.of(
                EdgeConfig.OPEN
                        .withTls(TlsConfig.of(TLS.resolve("server.crt"), TLS.resolve("server.key")))
                        .withTokenFile(tokens),
                new SimpleMeterRegistry());
        server = new IngestServer(edge, IngestConfig.DEFAULT.withFreePorts(), new TakesAll(), new SimpleMeterRegistry())
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
        edge.close();
    }

    @ParameterizedTest
    @CsvSource({"grpc", "http/protobuf"})
    void itself_isTrustedAndTrusts(String protocol) throws ConfigurationException {
        assertThat(metricsHave("done", Map.of("telemetry.endpoint", "self", "telemetry.protocol", protocol)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"grpc", "http/protobuf"})
    void another_isToldWhatItWantsToKnow(String protocol) throws ConfigurationException, IOException {
        assertThat(metricsHave(
                        "done",
                        Map.of(
                                "telemetry.endpoint", address(protocol).toString(),
                                "telemetry.protocol", protocol,
                                "telemetry.headers-file", headers("# ours\n\nAuthorization: Bearer " + TOKEN + "\n"),
                                "telemetry.ca-certificate",
                                        TLS.resolve("ca.crt").toString())))
                .isTrue();
    }

    @Test
    void aWrongToken_isRefused() throws ConfigurationException, IOException {
        assertThat(metricsHave(
                        "failed",
                        Map.of(
                                "telemetry.endpoint", address("grpc").toString(),
                                "telemetry.headers-file", headers("Authorization: Bearer of-somebody-elses-token"),
                                "telemetry.ca-certificate",
                                        TLS.resolve("ca.crt").toString())))
                .isTrue();
    }

    @Test
    void aReceiverOfAnotherAuthority_isNotTold() throws ConfigurationException, IOException {
        assertThat(metricsHave(
                        "failed",
                        Map.of(
                                "telemetry.endpoint", address("grpc").toString(),
                                "telemetry.headers-file", headers("Authorization: Bearer " + TOKEN))))
                .isTrue();
    }

    @Test
    void aFileThatIsNoHeaders_isNamedByLine_withoutItsSecrets() throws IOException {
        String file = headers("Authorization Bearer sesame-open-sesame\nA: 1\na: 2\n");

        assertThatThrownBy(() -> receiver(Map.of("telemetry.endpoint", "http://x:1", "telemetry.headers-file", file)))
                .isInstanceOfSatisfying(
                        FileProblemException.class,
                        thrown -> assertThat(thrown.problems())
                                .containsExactly(
                                        "telemetry.headers-file: " + file + ":1: no header (expected: Name: value)",
                                        "telemetry.headers-file: " + file
                                                + ":3: the header a stands in an earlier line"));
    }

    @Test
    void aFileThatCannotBeUsed_isToldBeforeAnythingIsStarted() throws ConfigurationException {
        List<String> begun = new ArrayList<>();
        Path missing = folder.resolve("no-headers");
        Configuration configuration = configuration(Map.of(
                "data-folder", folder.resolve("data").toString(),
                "telemetry.endpoint", "http://127.0.0.1:1",
                "telemetry.headers-file", missing.toString()));

        assertThatThrownBy(() -> Node.start(configuration, begun::add))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        thrown -> assertThat(thrown.problems())
                                .containsExactly("telemetry.headers-file: " + missing + ": there is no such file"));
        assertThat(begun).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"http://192.0.2.1:4318, true", "http://127.0.0.1:4318, false", "https://192.0.2.1:4318, false"})
    void headersThatCanBeReadOnTheirWay_areWarnedOf(String endpoint, boolean warned) throws Exception {
        String secrets = headers("Authorization: Bearer " + TOKEN);
        try (RecordedLog log = RecordedLog.of(OwnTelemetry.class)) {
            receiver(Map.of("telemetry.endpoint", endpoint, "telemetry.headers-file", secrets));

            assertThat(log.messages())
                    .isEqualTo(
                            warned
                                    ? List.of("what telemetry.headers-file says can be read on its way to " + endpoint
                                            + ": use https")
                                    : List.of());
        }
    }

    /** Whether exports end so and not otherwise, but for a first one that the machine has no time for. */
    private boolean metricsHave(String outcome, Map<String, String> settings) throws ConfigurationException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Map<String, String> all = new HashMap<>(settings);
        all.put("telemetry.interval", "50ms");
        try (OtlpExport export = OtlpExport.start(receiver(all), Identity.of("1.0", Set.of("ingest")), meters)) {
            assertThat(export).isNotNull();
            await().atMost(PATIENCE).until(() -> exports(meters, outcome) > 0);
            return outcome.equals("done") || exports(meters, "done") == 0;
        }
    }

    private static double exports(SimpleMeterRegistry meters, String outcome) {
        return Catalogue.Export.REQUESTS.counter(meters, "metrics", outcome).count();
    }

    private ExportConfig receiver(Map<String, String> settings) throws ConfigurationException {
        Configuration configuration = configuration(settings);
        Addresses addresses = new Addresses(
                Optional.of(address("grpc")),
                Optional.of(address("http/protobuf")),
                Optional.empty(),
                URI.create("http://127.0.0.1:1"),
                "",
                List.of());
        return OwnTelemetry.of(configuration, Set.of("ingest")).receiver(edge).apply(addresses);
    }

    private static Configuration configuration(Map<String, String> settings) throws ConfigurationException {
        return Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), settings);
    }

    private URI address(String protocol) {
        int port = protocol.equals("grpc") ? server.grpcPort() : server.httpPort();
        return URI.create("https://127.0.0.1:" + port);
    }

    private String headers(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "headers", ""), text)
                .toString();
    }

    private static final class TakesAll implements Appender {

        @Override
        public CompletableFuture<Void> append(RawRecord record, long deadlineNanos) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public String topic(Feed feed) {
            return feed.name();
        }

        @Override
        public Optional<Outage> outage() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
