package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.edge.access.Permission;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of every listener of a process, as its servers really have them, asked with every kind of token. So a route that somebody
 * adds, in whatever way, is asked too; one without a permission, or that docs/security.md does not list, is found.
 *
 * <p>There are two processes: one with everything, and one that has no console, and so another server in its place.
 */
class ITAccessMatrix {

    @TempDir
    static Path folder;

    private static JwtMaker issuer;
    private static JwtMaker impostor;
    private static Node node;
    private static RegistryServer registry;
    private static Node withoutConsole;

    @BeforeAll
    static void start() throws Exception {
        issuer = new JwtMaker();
        impostor = new JwtMaker();
        StringBuilder tokens = new StringBuilder();
        for (Permission permission : Permission.grantable()) {
            tokens.append("only-%s %s %s%n".formatted(permission.word(), permission.word(), only(permission)));
            tokens.append("not-%s %s %s%n".formatted(permission.word(), others(permission, ","), allBut(permission)));
        }
        Files.writeString(folder.resolve("tokens"), tokens);
        Files.writeString(folder.resolve("jwks"), issuer.jwks());
        node = start("all", Map.of());
        // The process without a console does not have the other one's token for its registry.
        registry = RegistryServer.start(node.addresses().kafka(), RegistryConfig.defaults());
        withoutConsole = start(
                "part",
                Map.of(
                        "roles", "ingest",
                        "kafka.bootstrap-servers", node.addresses().kafka(),
                        "schema-registry.url", registry.uri().toString()));
    }

    private static Node start(String name, Map<String, String> more) throws Exception {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "data-folder", folder.resolve(name).toString(),
                "auth.token-file", folder.resolve("tokens").toString(),
                "jwt.jwks", folder.resolve("jwks").toString(),
                "jwt.issuer", JwtMaker.ISSUER,
                "jwt.audience", JwtMaker.AUDIENCE));
        for (String port : List.of(
                "embedded.kafka-port",
                "embedded.registry-port",
                "ingest.grpc-port",
                "ingest.http-port",
                "console.http-port")) {
            options.put(port, "0");
        }
        options.putAll(more);
        return Node.start(Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), options), what -> {});
    }

    @AfterAll
    static void stop() {
        if (withoutConsole != null) {
            withoutConsole.close();
        }
        if (registry != null) {
            registry.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private static List<AccessTable.Entry> routes() {
        return Stream.of(node, withoutConsole)
                .flatMap(process -> AccessTable.of(process.edge()).stream())
                .toList();
    }

    private static String only(Permission permission) {
        return "token-that-may-only-" + permission.word();
    }

    private static String allBut(Permission permission) {
        return "token-that-may-all-but-" + permission.word();
    }

    private static String others(Permission permission, String separator) {
        return Permission.grantable().stream()
                .filter(other -> other != permission)
                .map(Permission::word)
                .collect(Collectors.joining(separator));
    }

    @Test
    void everyRoute_isListedWithItsPermission() throws IOException {
        Set<String> rows = new TreeSet<>();
        routes().forEach(route -> rows.add(route.row()));

        assertThat(rows)
                .as("routes of the servers, and those between routes:begin and routes:end in docs/security.md")
                .containsExactlyElementsOf(AccessTable.documented());
    }

    /** Or the rest would show nothing about it. */
    @Test
    void theProcessWithoutAConsole_servesItsOperationsAndNoFacts() {
        assertThat(AccessTable.of(withoutConsole.edge()))
                .filteredOn(route -> route.listener().equals("console"))
                .extracting(AccessTable.Entry::pattern)
                .contains("/metrics", "/v1/status")
                .doesNotContain("/v1/alerts");
    }

    @Test
    void everyRoute_letsThroughWhoMay_andNobodyElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (AccessTable.Entry route : routes()) {
            if (route.isOpen()) {
                wrong.addAll(unexpected(route, "no token", "", 0));
                continue;
            }
            Permission permission = Permission.of(route.permission()).orElseThrow();
            for (Map.Entry<String, String> token : refused(permission).entrySet()) {
                wrong.addAll(unexpected(route, token.getKey(), token.getValue(), 401));
                asked++;
            }
            wrong.addAll(unexpected(route, "a token for all else", allBut(permission), 403));
            wrong.addAll(unexpected(route, "a JWT for all else", issuer.good(others(permission, " ")), 403));
            wrong.addAll(unexpected(route, "the right token", only(permission), 0));
            wrong.addAll(unexpected(route, "the right JWT", issuer.good(permission.word()), 0));
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(200);
    }

    private static Map<String, String> refused(Permission permission) throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("no token", "");
        tokens.put("an unknown token", "token-that-nobody-knows");
        tokens.put("an expired JWT", issuer.expired(permission.word()));
        tokens.put("a JWT for another audience", issuer.forAudience("somebody-else", permission.word()));
        tokens.put("a JWT of another issuer", issuer.of("https://evil.example", permission.word()));
        tokens.put("a JWT signed with another key", impostor.good(permission.word()));
        tokens.put("a JWT without a signature", issuer.unsigned(permission.word()));
        tokens.put("a JWT signed with the public key as a secret", issuer.signedWithPublicKey(permission.word()));
        return tokens;
    }

    /** @param expected 401 or 403; 0 for anything else, since only whether somebody is let through matters here */
    private static List<String> unexpected(AccessTable.Entry route, String what, String token, int expected) {
        AggregatedHttpResponse response = ask(route, token);
        boolean grpc = route.listener().equals("otlp-grpc");
        int status = grpc
                ? grpcAsHttp(response.headers().get("grpc-status", "0"))
                : response.status().code();
        boolean refused = status == 401 || status == 403;
        boolean challenged = response.headers().contains(HttpHeaderNames.WWW_AUTHENTICATE);
        boolean right = expected == 0 ? !refused : status == expected && challenged;
        return right
                ? List.of()
                : List.of("%s with %s: %s %s".formatted(route, what, response.headers(), response.contentUtf8()));
    }

    private static int grpcAsHttp(String status) {
        return switch (status) {
            case "16" -> 401;
            case "7" -> 403;
            default -> 200;
        };
    }

    private static AggregatedHttpResponse ask(AccessTable.Entry route, String token) {
        RequestHeadersBuilder headers = RequestHeaders.builder(route.method(), route.path());
        if (route.listener().equals("otlp-grpc")) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/grpc");
        }
        if (!token.isEmpty()) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        }
        return WebClient.of("h2c://127.0.0.1:" + route.port())
                .execute(headers.build())
                .aggregate()
                .join();
    }
}
