package dev.bellwether.cli;

import static dev.bellwether.cli.CanarySettings.CANARY;
import static dev.bellwether.cli.CanarySettings.CERTIFICATES;
import static dev.bellwether.cli.CanarySettings.KEY_PASSWORD;
import static dev.bellwether.cli.CanarySettings.NOBODY;
import static dev.bellwether.cli.CanarySettings.SASL;
import static dev.bellwether.cli.CanarySettings.STORES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.edge.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that would be known again wherever they came out: in every setting, file and variable that may hold one. Processes run with them, and
 * fail over them, and none of all that they say holds one.
 */
class ITCanaries {

    private static final String[] WATCHING = {"--roles", "ingest,processors,alerting,verification,console,kubernetes"};

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Distribution distribution;

    @SuppressWarnings("NullAway.Init")
    private CanarySettings settings;

    @BeforeEach
    void find() {
        distribution = Distribution.find(folder);
        settings = new CanarySettings(folder);
    }

    private String file(String text) throws IOException {
        return settings.file(text);
    }

    private static void assertKept(String where, List<String> said) {
        assertThat(String.join("\n", said)).as(where).doesNotContain("CANARY", KEY_PASSWORD);
    }

    private static void assertKept(Launched process) throws IOException {
        assertKept(process + " (out)", process.outLines());
        assertKept(process + " (err)", process.errLines());
    }

    @Test
    void aProcessThatRuns_tellsNobody() throws Exception {
        String configuration = settings.configuration();
        try (ServeProcess serve = ServeProcess.launch(
                distribution,
                Map.of("BELLWETHER_TOKEN", CANARY, "SECRET", CANARY),
                folder.resolve("data"),
                "--config",
                configuration)) {
            await().atMost(Launched.PATIENCE_SECONDS, SECONDS)
                    .until(() -> serve.shown("HTTP API").isPresent());
            URI server = serve.address("HTTP API");
            for (String wrong : List.of("wrong-" + CANARY, "CANARY.CANARY.CANARY", jwt("CANARY"))) {
                assertKept(wrong, List.of(ask(server.resolve("/v1/status"), wrong)));
            }
            awaitTold(serve);
            for (String path : List.of("/v1/status", "/metrics", "/v1/services", "/v1/deployments", "/nowhere")) {
                assertKept(path, List.of(ask(server.resolve(path), CANARY)));
            }
            Launched status = serve.ask(
                    "status",
                    "--token-file",
                    file(CANARY),
                    "--ca-certificate",
                    CERTIFICATES.resolve("ca.crt").toString());
            assertThat(status.code()).as(status.toString()).isZero();
            assertKept(status);
            assertKept(distribution.run("config", "--config", configuration));
            assertKept(serve.stop());
        }
    }

    /** All whom the settings name have been looked for, and are away. */
    private static void awaitTold(ServeProcess serve) {
        await().atMost(Launched.PATIENCE_SECONDS, SECONDS).untilAsserted(() -> {
            assertThat(serve.log())
                    .anyMatch(line -> line.contains("not taken by telemetry.endpoint"))
                    .anyMatch(line -> line.contains("The issuer's keys (jwt.jwks) cannot be read"));
            assertThat(ask(serve.address("HTTP API").resolve("/v1/status"), CANARY))
                    .contains("https://127.0.0.1:1", "the API server does not answer", "nothing to tell yet");
        });
    }

    /** Not signed by anybody whom the server knows; it has to ask an issuer that is not there. */
    private static String jwt(String word) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(UTF_8))
                + "."
                + encoder.encodeToString("{\"sub\":\"%s\"}".formatted(word).getBytes(UTF_8))
                + ".AAAA";
    }

    private static String ask(URI uri, String token) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(new ClientTls(CERTIFICATES.resolve("ca.crt"), null, null).context())
                .build();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        return answer.headers().map() + answer.body();
    }

    /** What is wrong with the Kafka clients is found by Kafka, and said in its words where it has good ones. */
    @Test
    void processesThatCannotConnect_tellNobody() throws Exception {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(
                "nobody there",
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n" + SASL
                        + "default.api.timeout.ms=300\nrequest.timeout.ms=200\n");
        properties.put("no key store", "security.protocol=SSL\nssl.keystore.location=/nowhere\n" + STORES);
        properties.put(
                "no key",
                "security.protocol=SSL\nssl.keystore.type=PEM\nssl.keystore.key=" + CANARY
                        + "\nssl.keystore.certificate.chain=" + CANARY + "\n");
        properties.put(
                "quote",
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n" + SASL.replace("\"me\"", "\"m\" " + CANARY));
        properties.put(
                "no module",
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=" + CANARY + "\n");
        List<Launched> processes = new ArrayList<>();
        try (StubServer registry = StubServer.start().answering("""
                        {"compatibilityLevel": "FULL_TRANSITIVE", "id": 1, "version": 1, "schema": "\\"string\\""}""");
                StubServer stranger = StubServer.start().answering(401, "no")) {
            for (Map.Entry<String, String> wrong : properties.entrySet()) {
                processes.add(serve(wrong.getKey(), withPassword(registry), file(wrong.getValue())));
            }
            processes.add(serve("no registry", NOBODY, file(SASL)));
            processes.add(serve("refused", withPassword(stranger), file(SASL)));
            for (Launched process : processes) {
                assertThat(process.awaitEnd()).as(process.toString()).isNotZero();
                assertThat(process.errLines())
                        .as(process.toString())
                        .noneMatch(line -> line.startsWith("bellwether: unexpected"));
                assertKept(process);
            }
        } finally {
            for (Launched process : processes) {
                process.close();
            }
        }
    }

    private static String withPassword(StubServer server) {
        return server.url().replace("//", "//me:" + CANARY + "@");
    }

    private Launched serve(String name, String registry, String properties) throws IOException {
        return distribution.start(
                Map.of("BELLWETHER_SCHEMA_REGISTRY_URL", registry, "BELLWETHER_HEAP", "128m"),
                ServeProcess.arguments(
                        folder.resolve(name),
                        "--set",
                        "kafka.bootstrap-servers=127.0.0.1:1",
                        "--set",
                        "kafka.client-properties=" + properties,
                        "--set",
                        "schema-registry.credentials-file=" + file("me:" + CANARY),
                        "--set",
                        "log.level=debug"));
    }

    /** Defaults that come from the environment are not shown to whoever asks for help. */
    @Test
    void commandsWithSecretsInTheirEnvironment_tellNobody() throws Exception {
        Map<String, String> environment = Map.of(
                "BELLWETHER_SERVER", NOBODY,
                "BELLWETHER_TOKEN", CANARY,
                "BELLWETHER_SCHEMA_REGISTRY_URL", NOBODY,
                "BELLWETHER_JWT_JWKS", NOBODY,
                "BELLWETHER_TELEMETRY_ENDPOINT", NOBODY,
                "BELLWETHER_NOTIFICATION_ALERTMANAGERS", NOBODY);
        List<Launched> commands = new ArrayList<>();
        try {
            for (String command : List.of("status --help", "serve --help", "config", "status")) {
                commands.add(distribution.start(environment, command.split(" ")));
            }
            for (Launched command : commands) {
                command.awaitEnd();
                assertThat(Stream.of(command.outLines(), command.errLines()))
                        .as(command.toString())
                        .anyMatch(lines -> !lines.isEmpty());
                assertKept(command);
            }
        } finally {
            for (Launched command : commands) {
                command.close();
            }
        }
    }

    /** Each in this process: nothing is started, and no log is written. */
    @Test
    void configurationsThatCannotBeUsed_areRefusedWithoutRepeatingThem() throws IOException {
        String url = "http://me:" + CANARY + "@one:8081";
        for (String[] arguments : new String[][] {
            {"--set", "kafka.client-properties=" + file("a=b\nssl.key.password=\\u" + CANARY)},
            {"--set", "schema-registry.url=" + url + "/ x"},
            {"--set", "schema-registry.url=" + url + "0"},
            {"--set", "kafka.bootstrap-servers=me:" + CANARY + "@one:9092"},
            {"--set", "schema-registry.url=" + url, "--set", "kafka.bootstrap-servers=" + CANARY + "@one:9092"},
            ofRegistry(url, "schema-registry.credentials-file=" + file(CANARY)),
            ofRegistry(url, "schema-registry.credentials-file=" + file("me:" + CANARY + "\n" + CANARY)),
            ofRegistry(url, "schema-registry.token-file=" + file(CANARY + "\u0001")),
            ofRegistry(url, "schema-registry.key=" + file(CANARY)),
            ofRegistry(
                    url.replace("http:", "https:"),
                    "schema-registry.key=" + file(CANARY),
                    "schema-registry.certificate=" + CERTIFICATES.resolve("client.crt")),
            {"--set", "auth.token=" + CANARY},
            {"--set", url},
            {"--set", url + "=x"},
            {"--config", file("schema-registry.url: \"" + url)},
            {"--config", file("schema-registry.url: " + url + ": x")},
            {"--config", file("password: *" + CANARY)},
            {"--config", file("schema-registry: {url: [" + url + ", {" + CANARY + ": 1}]}")},
            {"--set", "auth.token-file=" + file(CANARY + " read x")},
            {"--set", "tls.certificate=" + file(CANARY), "--set", "tls.key=" + file(CANARY)},
            {"--set", "jwt.jwks=" + file(CANARY), "--set", "jwt.issuer=a", "--set", "jwt.audience=b"},
            {"--set", "jwt.jwks=http://me:p|" + CANARY + "@one/keys", "--set", "jwt.issuer=a", "--set", "jwt.audience=b"
            },
            {"--set", "telemetry.endpoint=" + url + "/ x"},
            {"--set", "telemetry.endpoint=" + url + "0"},
            {"--set", "telemetry.endpoint=" + url, "--set", "telemetry.headers-file=" + file(CANARY)},
            {"--set", "telemetry.endpoint=" + url, "--set", "telemetry.headers-file=" + file("A: " + CANARY + "é")},
            {"--set", "notification.alertmanagers=" + url + "/ x"},
            {"--set", "notification.alertmanagers=" + url + "0"},
            {"--set", "notification.alertmanagers=" + url, "--set", "notification.headers-file=" + file(CANARY)},
            {"--set", "notification.external-url=" + url},
        }) {
            assertRefused(Run.of(ServeProcess.arguments(folder.resolve("data"), arguments)), arguments);
        }
    }

    private static String[] ofRegistry(String url, String... settings) {
        return Stream.concat(
                        Stream.of("kafka.bootstrap-servers=127.0.0.1:1", "schema-registry.url=" + url),
                        Stream.of(settings))
                .flatMap(setting -> Stream.of("--set", setting))
                .toArray(String[]::new);
    }

    @Test
    void clustersThatCannotBeWatched_areRefusedWithoutRepeatingTheirFile() throws IOException {
        String whole = CanarySettings.KUBE_CONFIG;
        for (String wrong : List.of(
                CANARY,
                "",
                "clusters: [" + CANARY,
                "users: *" + CANARY,
                "clusters: " + CANARY,
                whole.replace("current-context: here", "current-context: " + CANARY),
                whole.replace("username:", "client-certificate-data: " + CANARY + ", client-key-data:"))) {
            String[] arguments = {WATCHING[0], WATCHING[1], "--set", "kubernetes.config-file=" + file(wrong)};

            Run serve = Run.of(ServeProcess.arguments(folder.resolve("data"), arguments));

            assertRefused(serve, wrong);
            assertThat(serve.code()).as(wrong).isEqualTo(ExitCode.USAGE);
            assertThat(serve.err())
                    .as(wrong)
                    .contains("kubernetes.config-file: ")
                    .doesNotContain("starting");
        }
    }

    @Test
    void commandsThatCannotDoWhatTheyAreTold_doNotRepeatIt() {
        for (String server : List.of(NOBODY, NOBODY + "99999", NOBODY + "/ x", NOBODY.replace("http", "ftp"))) {
            for (String[] command : new String[][] {
                {"status"},
                {"services"},
                {"alerts"},
                {"tail", "verdicts"},
                {"deploy", "start", "--service", "a", "--version", "1"},
                {"verdict", "await", "--service", "a", "--version", "1", "--timeout", "1ms"},
            }) {
                String[] arguments = Stream.concat(Stream.of(command), Stream.of("--server", server))
                        .toArray(String[]::new);
                assertRefused(Run.of(arguments), arguments);
            }
        }
        for (String[] arguments : new String[][] {
            {"status", NOBODY}, {NOBODY}, {"status", "--server", "a", NOBODY}, {"deploy", "start", "--weight", NOBODY}
        }) {
            assertRefused(Run.of(arguments), arguments);
        }
    }

    private static void assertRefused(Run run, String... of) {
        String what = String.join(" ", of);
        assertThat(run.code()).as(what).isNotZero();
        assertThat(run.err()).as(what).isNotEmpty().doesNotContain("CANARY", "bellwether: unexpected:");
        assertThat(run.out()).as(what).doesNotContain("CANARY");
    }
}
