package dev.bellwether.cli.doctor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.cli.doctor.Finding.Outcome;
import dev.bellwether.cli.node.Node;
import dev.bellwether.cli.node.OutsideCluster;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.tls.TlsConfig;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import dev.bellwether.testing.OtlpPayloads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor before clusters with one thing wrong each. */
class ITDoctor {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "0123456789-0123456789";

    private static final Path TLS = Path.of("..", "edge", "src", "test", "resources", "tls");

    @TempDir
    static Path folder;

    private static SecuredBroker secured;
    private static EmbeddedBroker plain;
    private static RegistryServer registry;
    private static RegistryServer guarded;

    @BeforeAll
    static void start() throws Exception {
        secured = SecuredBroker.start(folder.resolve("secured"));
        plain = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("plain")));
        registry = RegistryServer.start(plain.bootstrapServers(), RegistryConfig.defaults());
        Path tokens = Files.writeString(folder.resolve("tokens"), "bellwether read,operate " + TOKEN + "\n");
        guarded = RegistryServer.start(
                Edge.of(
                        EdgeConfig.OPEN
                                .withTls(TlsConfig.of(TLS.resolve("server.crt"), TLS.resolve("server.key")))
                                .withTokenFile(tokens),
                        new SimpleMeterRegistry()),
                plain.bootstrapServers(),
                RegistryConfig.defaults());
        secured.addUser("allowed");
        secured.addUser("stranger");
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable part : new AutoCloseable[] {guarded, registry, plain, secured}) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void clusterThatIsAsItShouldBe_isFoundSo() throws Exception {
        List<Finding> findings = examine(open());

        assertThat(findings).extracting(Finding::outcome).containsOnly(Outcome.OK);
        assertThat(findings)
                .extracting(Finding::check)
                .containsExactly(
                        "kafka address",
                        "kafka encryption",
                        "kafka brokers",
                        "kafka version",
                        "kafka rights",
                        "kafka topics",
                        "schema registry",
                        "schemas");
    }

    @Test
    void fewerBrokersThanCopies_areWarnedOf() throws Exception {
        Finding finding = only(examine(with(open(), "topics.replication-factor", "3")), Outcome.WARNING);

        assertThat(finding.check()).isEqualTo("kafka brokers");
        assertThat(finding.found()).startsWith("1 broker, replication factor 3");
        assertThat(finding.advice()).contains("topics.replication-factor=1");
    }

    @Test
    void wrongAddress_isNamed_andTheRegistryIsLookedAtAllTheSame() throws Exception {
        String nobody = "127.0.0.1:" + freePort();

        List<Finding> findings = examine(with(open(), "kafka.bootstrap-servers", nobody));

        Finding problem = only(findings, Outcome.PROBLEM);
        assertThat(problem.check()).isEqualTo("kafka address");
        assertThat(problem.found()).startsWith(nobody + ": nobody listens there");
        assertThat(problem.advice()).contains("kafka.bootstrap-servers");
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.SKIPPED)
                .extracting(Finding::check)
                .containsExactly("kafka brokers", "kafka rights", "kafka topics");
        assertThat(findings).anyMatch(finding -> finding.check().equals("schemas") && finding.outcome() == Outcome.OK);
    }

    @Test
    void hostThatNobodyKnows_isNamed_whileOthersAnswer() throws Exception {
        Finding warning = only(
                examine(with(
                        open(), "kafka.bootstrap-servers", "no-such-host.invalid:9092," + plain.bootstrapServers())),
                Outcome.WARNING);

        assertThat(warning.found())
                .isEqualTo("no-such-host.invalid:9092: there is no host of this name; others answer");
    }

    @Test
    void certificateOfAnAuthorityThatIsNotTrusted_isNamed() throws Exception {
        Finding problem = problem(secured(
                secured.file(Map.of("security.protocol", "SASL_SSL"), SecuredBroker.scram("allowed", "allowed"))));

        assertThat(problem.check()).isEqualTo("kafka trust");
        assertThat(problem.found()).contains("is not trusted");
        assertThat(problem.advice()).contains("ssl.truststore.location");
    }

    @Test
    void missingCertificateOfTheClient_isNamed() throws Exception {
        Finding problem =
                problem(secured(secured.file(SecuredBroker.trusting(), SecuredBroker.scram("allowed", "allowed"))));

        assertThat(problem.check()).isEqualTo("kafka credentials");
        assertThat(problem.found()).contains("certificate of the client");
        assertThat(problem.advice()).contains("ssl.keystore.location");
    }

    @Test
    void encryptionThatOnlyOneSideWants_isNamed() throws Exception {
        Finding without = problem(secured(secured.file(Map.of())));
        Finding with =
                problem(with(open(), "kafka.client-properties", secured.file(Map.of("security.protocol", "SSL"))));

        assertThat(List.of(without, with)).extracting(Finding::check).containsOnly("kafka encryption");
        assertThat(without.found()).endsWith("speaks TLS, and security.protocol is PLAINTEXT");
        assertThat(with.found()).endsWith("speaks no TLS, and security.protocol is SSL");
    }

    @Test
    void wrongPassword_isNamed_andNotRepeated() throws Exception {
        Finding problem =
                problem(secured(secured.file(SecuredBroker.client(), SecuredBroker.scram("allowed", "CANARY"))));

        assertThat(problem.check()).isEqualTo("kafka credentials");
        assertThat(problem.found()).contains("SCRAM-SHA-512").doesNotContain("CANARY");
        assertThat(problem.advice()).contains("sasl.jaas.config");
    }

    @Test
    void mechanismThatTheBrokersDoNotHave_isNamed() throws Exception {
        Map<String, String> other = new HashMap<>(SecuredBroker.scram("allowed", "allowed"));
        other.put("sasl.mechanism", "SCRAM-SHA-256");

        Finding problem = problem(secured(secured.file(SecuredBroker.client(), other)));

        assertThat(problem.check()).isEqualTo("kafka credentials");
        assertThat(problem.found()).contains("SCRAM-SHA-256");
        assertThat(problem.advice()).contains("sasl.mechanism");
    }

    @Test
    void clientThatCannotBeMade_isNamed_withoutWhatItsFileHolds() throws Exception {
        Finding noStore = problem(secured(secured.file(Map.of(
                "security.protocol", "SSL", "ssl.keystore.location", "/nowhere", "ssl.keystore.password", "CANARY"))));
        Finding noModule = problem(secured(
                secured.file(SecuredBroker.client(), Map.of("sasl.mechanism", "PLAIN", "sasl.jaas.config", "CANARY"))));

        assertThat(List.of(noStore, noModule)).extracting(Finding::check).containsOnly("kafka client");
        assertThat(noStore.found()).contains("/nowhere");
        assertThat(List.of(noStore, noModule))
                .noneMatch(finding -> finding.toString().contains("CANARY"));
    }

    /** What the doctor says is to be allowed is allowed, and is enough. */
    @Test
    void missingRights_areNamed_withCommandsThatGiveThem() throws Exception {
        Map<String, String> settings =
                with(secured(secured.fileOf("allowed")), "notification.alertmanagers", "http://127.0.0.1:1");

        Finding problem = problem(settings);
        assertThat(problem.check()).isEqualTo("kafka rights");
        assertThat(problem.advice().lines())
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.startsWith("kafka-acls.sh --bootstrap-server " + secured.servers()
                        + " --add --allow-principal User:NAME --operation "));
        List<String> commands = problem.advice().lines().toList();
        for (String command : commands) {
            secured.allow(AclCommands.bindings(command, "allowed"));
        }
        assertThat(commands).anyMatch(command -> command.endsWith("--group bellwether.notification"));
        assertThat(examine(settings)).extracting(Finding::outcome).containsOnly(Outcome.OK);
        runs(settings);
    }

    /** A process with these rights makes facts of a request, in transactions. */
    private static void runs(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("data-folder", folder.resolve("data").toString());
        all.put("topics.partitions", "1");
        for (String port : List.of("ingest.grpc-port", "ingest.http-port", "console.http-port")) {
            all.put(port, "0");
        }
        all.put("windows.length", "1s");
        all.put("windows.grace", "1s");
        try (Node node = Node.start(configuration(all), what -> {})) {
            await().atMost(PATIENCE).until(node::ready);
            send(node.addresses().otlpHttp().orElseThrow());
            URI services = node.addresses().console().orElseThrow().resolve("/v1/services");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(HttpClient.newHttpClient()
                                    .send(HttpRequest.newBuilder(services).build(), BodyHandlers.ofString())
                                    .body())
                            .contains("shop"));
        }
    }

    private static void send(URI otlp) throws Exception {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        byte[] request = OtlpPayloads.traces()
                .resource("shop", "1.0.0")
                .scope("test", "1")
                .spans(10, (span, i) -> span.server("GET /").startNanos(now))
                .bytes();
        HttpRequest post = HttpRequest.newBuilder(otlp.resolve("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(request))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(post, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void rightsOfOneRole_areThoseThatItNeeds() throws Exception {
        Finding problem = problem(with(secured(secured.fileOf("stranger")), "roles", "ingest"));

        assertThat(problem.found()).endsWith("need: ingest");
        assertThat(problem.advice()).contains("otlp_spans").doesNotContain("--group", "--transactional-id");
    }

    @Test
    void userOfABearerToken_isKnownByName() throws Exception {
        Finding problem =
                problem(secured(secured.file(SecuredBroker.client(), SecuredBroker.bearer("somebody-with-a-token"))));

        assertThat(problem.check()).isEqualTo("kafka rights");
    }

    @Test
    void topicThatContradictsItsMeaning_isNamed_withTheCommandThatMendsIt() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("contra.verdicts", 4, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact", "message.timestamp.type", "CreateTime"))))
                    .all()
                    .get(30, SECONDS);
        }
        List<Finding> findings = examine(with(open(), "topics.prefix", "contra."));

        Finding problem = only(findings, Outcome.PROBLEM);
        assertThat(problem.check()).isEqualTo("kafka topics");
        assertThat(problem.found()).startsWith("contra.verdicts ").contains("cleanup.policy");
        assertThat(problem.advice()).startsWith("kafka-configs.sh ");
    }

    @Test
    void brokerThatIsTooOld_isNamed() throws Exception {
        try (OldBroker old = OldBroker.start()) {
            List<Finding> findings = examine(with(open(), "kafka.bootstrap-servers", old.servers()));

            Finding problem = only(findings, Outcome.PROBLEM);
            assertThat(problem.check()).isEqualTo("kafka version");
            assertThat(problem.found()).startsWith("the brokers are older than Kafka 3.0: ");
            assertThat(findings)
                    .filteredOn(finding -> finding.outcome() == Outcome.SKIPPED)
                    .extracting(Finding::check)
                    .containsExactly("kafka rights", "kafka topics");
        }
    }

    @Test
    void somebodyElseAtTheAddress_isNamed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Finding problem = only(
                    new Doctor(
                                    cluster(with(
                                            open(), "kafka.bootstrap-servers", "127.0.0.1:" + silent.getLocalPort())),
                                    Duration.ofMillis(500))
                            .examine(),
                    Outcome.PROBLEM);

            assertThat(problem.check()).isEqualTo("kafka client");
            assertThat(problem.found()).contains("gives no answer");
        }
    }

    @Test
    void registryThatIsNotThere_isNamed() throws Exception {
        String nobody = "http://me:CANARY@127.0.0.1:" + freePort();

        List<Finding> findings = examine(with(open(), "schema-registry.url", nobody));

        Finding problem = only(findings, Outcome.PROBLEM);
        assertThat(problem.check()).isEqualTo("schema registry");
        assertThat(problem.toString()).contains("ConnectException").doesNotContain("CANARY");
        assertThat(only(findings, Outcome.SKIPPED).check()).isEqualTo("schemas");
    }

    @Test
    void registryWithTlsAndTokens_isAskedAsItWants() throws Exception {
        Map<String, String> settings =
                with(open(), "schema-registry.url", guarded.uri().toString());

        assertThat(problem(settings).advice()).contains("schema-registry.ca-certificate");
        settings = with(
                settings,
                "schema-registry.ca-certificate",
                TLS.resolve("ca.crt").toString());
        assertThat(problem(settings).advice()).contains("schema-registry.credentials-file");
        settings = with(
                settings,
                "schema-registry.token-file",
                Files.writeString(folder.resolve("token"), TOKEN + "\n").toString());
        assertThat(examine(settings)).extracting(Finding::outcome).containsOnly(Outcome.OK);
    }

    @Test
    void registryUnderAnotherPath_isNamed() throws Exception {
        Finding problem = problem(with(open(), "schema-registry.url", registry.uri() + "/apis/ccompat/v7"));

        assertThat(problem.found()).contains("answers 404");
        assertThat(problem.advice()).contains("the path in schema-registry.url");
    }

    @Test
    void subjectOfAnotherProgram_isNamed() throws Exception {
        Schema other = SchemaBuilder.record("dev.bellwether.facts.Verdict")
                .fields()
                .requiredInt("colour")
                .endRecord();
        new HttpSchemaRegistry(registry.uri()).register("other.verdicts-value", other);

        Finding problem = problem(with(open(), "topics.prefix", "other."));

        assertThat(problem.check()).isEqualTo("schemas");
        assertThat(problem.found()).startsWith("other.verdicts-value ");
    }

    private static Map<String, String> open() {
        return Map.of(
                "kafka.bootstrap-servers", plain.bootstrapServers(),
                "schema-registry.url", registry.uri().toString(),
                "topics.replication-factor", "1");
    }

    private static Map<String, String> secured(String properties) {
        return with(with(open(), "kafka.bootstrap-servers", secured.servers()), "kafka.client-properties", properties);
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(key, value);
        return all;
    }

    private static Configuration configuration(Map<String, String> settings) throws Exception {
        return Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), settings);
    }

    private static OutsideCluster cluster(Map<String, String> settings) throws Exception {
        return OutsideCluster.of(configuration(settings));
    }

    private static List<Finding> examine(Map<String, String> settings) throws Exception {
        return new Doctor(cluster(settings), Duration.ofSeconds(20)).examine();
    }

    /** The one problem that a cluster has. */
    private static Finding problem(Map<String, String> settings) throws Exception {
        return only(examine(settings), Outcome.PROBLEM);
    }

    private static Finding only(List<Finding> findings, Outcome outcome) {
        assertThat(findings).filteredOn(finding -> finding.outcome() == outcome).hasSize(1);
        return findings.stream()
                .filter(finding -> finding.outcome() == outcome)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
