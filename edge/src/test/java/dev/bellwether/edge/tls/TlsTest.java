package dev.bellwether.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.access.Guarded;
import dev.bellwether.edge.access.Permission;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final Path FILES = Path.of("src/test/resources/tls");
    private static final Path CA = FILES.resolve("ca.crt");

    /** Java's client sometimes does not hear that its certificate is refused: without this it would wait for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TlsConfig config;

    private @Nullable Edge edge;
    private @Nullable Server server;

    @BeforeEach
    void copy() throws IOException {
        put("server");
        config = TlsConfig.of(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop().join();
        }
        if (edge != null) {
            edge.close();
        }
    }

    private void put(String name) throws IOException {
        for (String end : new String[] {".crt", ".key"}) {
            Files.copy(FILES.resolve(name + end), folder.resolve("tls" + end), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Edge start(TlsConfig tls, boolean isAskedByItself) {
        Edge started = Edge.of(EdgeConfig.OPEN.withTls(tls).withReloadInterval(Duration.ofMillis(20)), meters);
        Listener listener = new Listener("the test", ListenAddress.loopback(0), "test.port", isAskedByItself);
        Server serving = started.server(
                        listener,
                        (context, request, refusal) ->
                                HttpResponse.of(refusal.reason().status()))
                .service("/", Guarded.by(Permission.READ, (context, request) -> HttpResponse.of(200)))
                .build();
        started.start(serving, listener);
        edge = started;
        server = serving;
        return started;
    }

    private java.net.http.HttpResponse<String> ask(SSLContext tls, String token)
            throws IOException, InterruptedException {
        int port = server == null ? 0 : server.activeLocalPort();
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"))
                        .header("Authorization", "Bearer " + token)
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
    }

    private static SSLContext trusting(@Nullable String ownName) {
        return ownName == null
                ? new ClientTls(CA, null, null).context()
                : new ClientTls(CA, FILES.resolve(ownName + ".crt"), FILES.resolve(ownName + ".key")).context();
    }

    private String shown() throws Exception {
        X509Certificate certificate = (X509Certificate)
                ask(trusting(null), "none").sslSession().orElseThrow().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    @Test
    void connections_areEncrypted_andNothingElseIsTaken() throws Exception {
        start(config, false);

        assertThat(ask(trusting(null), "none").statusCode()).isEqualTo(200);
        assertTurnedAway(() -> ask(SSLContext.getDefault(), "none"));
        int port = server == null ? 0 : server.activeLocalPort();
        assertTurnedAway(() -> HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port))
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.ofString()));
    }

    @Test
    void clientsWithoutACertificateOfTheAuthority_areTurnedAway() throws Exception {
        start(config.withClientAuthority(CA, true), false);

        assertThat(ask(trusting("client"), "none").statusCode()).isEqualTo(200);
        assertTurnedAway(() -> ask(trusting(null), "none"));
        assertTurnedAway(() -> ask(trusting("stranger"), "none"));
    }

    /** Not left waiting: that would pass for a refusal, and an answer that comes too late would too. */
    private static void assertTurnedAway(ThrowingCallable asking) {
        assertThatThrownBy(asking).isInstanceOf(IOException.class).isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void optionalCertificates_mayBeMissing() throws Exception {
        start(config.withClientAuthority(CA, false), false);

        assertThat(ask(trusting(null), "none").statusCode()).isEqualTo(200);
    }

    @Test
    void theProcessItself_needsNoCertificate_andNobodyElseIsLetThroughWithoutOne() throws Exception {
        Edge own = start(config.withClientAuthority(CA, true), true);

        assertThat(ask(own.ownClients().orElseThrow(), own.ownToken()).statusCode())
                .isEqualTo(200);
        assertThat(ask(trusting("client"), "none").statusCode()).isEqualTo(200);
        assertThat(ask(trusting(null), "none").statusCode()).isEqualTo(401);
    }

    @Test
    void changedFiles_areShownToNewConnections_andBrokenOnesAreNot() throws Exception {
        start(config, false);
        assertThat(shown()).isEqualTo("CN=server");

        Files.writeString(folder.resolve("tls.crt"), "nothing of the kind");
        await().until(() -> reloads("failed") >= 1);
        assertThat(shown()).isEqualTo("CN=server");

        put("second");
        await().until(() -> shown().equals("CN=second"));
    }

    private double reloads(String outcome) {
        return meters.get("bellwether.edge.reloads")
                .tags("what", "certificates", "outcome", outcome)
                .functionCounter()
                .count();
    }
}
