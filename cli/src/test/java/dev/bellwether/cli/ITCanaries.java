package dev.bellwether.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.edge.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that would be known again wherever they came out: in every setting, file and variable that may hold one. Processes run with them, and
 * fail over them, and none of all that they say holds one.
 */
class ITCanaries {

    private static final String CANARY = "CANARY-0123456789-abcdefghijk";

    /** Of the key in {@code locked.key}. */
    private static final String KEY_PASSWORD = "canary-key-password";

    private static final Path CERTIFICATES = Path.of("..", "edge", "src", "test", "resources", "tls")
            .toAbsolutePath()
            .normalize();

    private static final String SASL =
            "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"%s\";\n"
                    .formatted(CANARY);
    private static final String STORES =
            "ssl.keystore.password=%1$s\nssl.key.password=%1$s\nssl.truststore.password=%1$s\n".formatted(CANARY);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Distribution distribution;

    private int files;

    @BeforeEach
    void find() {
        distribution = Distribution.find(folder);
    }

    private String file(String text) throws IOException {
        files++;
        return Files.writeString(folder.resolve("file-" + files), text).toString();
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
        String configuration = file("""
                tls: {certificate: '%1$s/server.crt', key: '%1$s/locked.key', key-password-file: '%2$s'}
                auth.token-file: '%3$s'
                jwt: {jwks: 'http://me:%4$s@127.0.0.1:1/keys', issuer: me, audience: you}
                kafka.client-properties: '%5$s'
                log.level: debug
                """.formatted(
                        CERTIFICATES,
                        file(KEY_PASSWORD),
                        file("all ingest,read,deploy,operate " + CANARY + "\n"),
                        CANARY,
                        file(SASL + STORES + "basic.auth.user.info=me:" + CANARY + "\n" + CANARY + "=x\n")));
        try (ServeProcess serve = ServeProcess.launch(
                distribution,
                Map.of("BELLWETHER_TOKEN", CANARY, "SECRET", CANARY),
                folder.resolve("data"),
                "--config",
                configuration)) {
            serve.awaitReady();
            URI server = serve.address("HTTP API");
            for (String path : List.of("/v1/status", "/metrics", "/v1/services", "/v1/deployments", "/nowhere")) {
                assertKept(path, List.of(ask(server.resolve(path), CANARY)));
            }
            for (String wrong : List.of("wrong-" + CANARY, "CANARY.CANARY.CANARY", jwt("CANARY"))) {
                assertKept(wrong, List.of(ask(server.resolve("/v1/status"), wrong)));
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
                {"compatibilityLevel": "FULL_TRANSITIVE", "id": 1, "version": 1, "schema": "\\"string\\""}""")) {
            String withPassword = registry.url().replace("//", "//me:" + CANARY + "@");
            for (Map.Entry<String, String> wrong : properties.entrySet()) {
                processes.add(serve(wrong.getKey(), withPassword, file(wrong.getValue())));
            }
            processes.add(serve("no registry", "http://me:" + CANARY + "@127.0.0.1:1", file(SASL)));
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
                        "log.level=debug"));
    }

    /** Each in this process: nothing is started, and no log is written. */
    @Test
    void configurationsThatCannotBeUsed_areRefusedWithoutRepeatingThem() throws IOException {
        String url = "http://me:" + CANARY + "@one:8081";
        for (String[] arguments : new String[][] {
            {"--set", "kafka.client-properties=" + file("a=b\nssl.key.password=\\u" + CANARY)},
            {"--set", "schema-registry.url=" + url + "/ x"},
            {"--set", "kafka.bootstrap-servers=me:" + CANARY + "@one:9092"},
            {"--set", "schema-registry.url=" + url, "--set", "kafka.bootstrap-servers=" + CANARY + "@one:9092"},
            {"--set", "auth.token=" + CANARY},
            {"--config", file("schema-registry.url: \"" + url)},
            {"--config", file("schema-registry.url: " + url + ": x")},
            {"--config", file("password: *" + CANARY)},
            {"--config", file("schema-registry: {url: [" + url + ", {" + CANARY + ": 1}]}")},
            {"--set", "auth.token-file=" + file(CANARY + " read x")},
            {"--set", "tls.certificate=" + file(CANARY), "--set", "tls.key=" + file(CANARY)},
            {"--set", "jwt.jwks=" + file(CANARY), "--set", "jwt.issuer=a", "--set", "jwt.audience=b"},
        }) {
            Run serve = Run.of(ServeProcess.arguments(folder.resolve("data"), arguments));
            String what = String.join(" ", arguments);

            assertThat(serve.code()).as(what).isNotZero();
            assertThat(serve.err()).as(what).isNotEmpty().doesNotContain("CANARY", "bellwether: unexpected");
            assertThat(serve.out()).as(what).doesNotContain("CANARY");
        }
    }
}
