package dev.bellwether.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.server.Server;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.file.ReplacedFile;
import dev.bellwether.edge.limit.HttpLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private static final String READER = "reader-reader-reader-reader";
    private static final String CI = "ci-ci-ci-ci-ci-ci-ci-ci-ci-ci";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path tokens;

    @SuppressWarnings("NullAway.Init")
    private Edge edge;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @SuppressWarnings("NullAway.Init")
    private WebClient client;

    @BeforeEach
    void start() throws IOException {
        tokens = Files.writeString(folder.resolve("tokens"), "reader read " + READER + "\nci deploy " + CI + "\n");
        edge = Edge.of(
                EdgeConfig.OPEN
                        .withTokenFile(tokens)
                        .withReloadInterval(Duration.ofMillis(10))
                        .withLimits(HttpLimits.STANDARD.withHeaders(new HttpLimits.Headers(16 * 1024, 20))),
                meters);
        Listener listener = new Listener("the test", ListenAddress.loopback(0), "test.port");
        server = edge.server(listener, GateTest::said)
                .service("/open", Guarded.by(Permission.ANYBODY, (context, request) -> HttpResponse.of(200)))
                .service("/read", Guarded.by(Permission.READ, (context, request) -> HttpResponse.of(200)))
                .service("/forgotten", (context, request) -> HttpResponse.of(200))
                .build();
        edge.start(server, listener);
        client = WebClient.of("http://127.0.0.1:" + server.activeLocalPort());
    }

    private static HttpResponse said(
            com.linecorp.armeria.server.ServiceRequestContext context, HttpRequest request, Refusal refusal) {
        return HttpResponse.ofJson(refusal.reason().status(), refusal.message());
    }

    @AfterEach
    void stop() {
        server.stop().join();
        edge.close();
    }

    private AggregatedHttpResponse ask(String path, String authorization) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.GET, path);
        if (!authorization.isEmpty()) {
            headers.add(HttpHeaderNames.AUTHORIZATION, authorization);
        }
        return client.execute(headers.build()).aggregate().join();
    }

    private double counted(String outcome) {
        return meters.get("bellwether.edge.requests")
                .tags("listener", "test", "outcome", outcome)
                .functionCounter()
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "/open,      '',             200, admitted",
        "/read,      '',             401, missing",
        "/read,      Basic YTpi,     401, missing",
        "/read,      Bearer,         401, missing",
        "/read,      Bearer wrong,   401, invalid",
        "/read,      Bearer CI,      403, forbidden",
        "/read,      Bearer READER,  200, admitted",
        "/read,      bearer READER,  200, admitted",
        "/forgotten, Bearer READER,  403, unstated",
    })
    void whoMayAsk_isAnsweredAndCounted(String path, String authorization, int status, String outcome) {
        AggregatedHttpResponse response =
                ask(path, authorization.replace("CI", CI).replace("READER", READER));

        assertThat(response.status().code()).isEqualTo(status);
        assertThat(counted(outcome)).isEqualTo(1);
    }

    @Test
    void refusals_challengeAsRfc6750HasIt() {
        assertThat(challenge("")).isEqualTo("Bearer realm=\"bellwether\"");
        assertThat(challenge("Bearer wrong"))
                .isEqualTo(
                        "Bearer realm=\"bellwether\", error=\"invalid_token\", error_description=\"the token is not known here\"");
        assertThat(challenge("Bearer " + CI))
                .isEqualTo("Bearer realm=\"bellwether\", error=\"insufficient_scope\", error_description=\"the token"
                        + " does not have the permission read\", scope=\"read\"");
    }

    private String challenge(String authorization) {
        return ask("/read", authorization).headers().get(HttpHeaderNames.WWW_AUTHENTICATE, "none");
    }

    @Test
    void aRefusal_doesNotWaitForTheBody() {
        HttpRequestWriter endless = HttpRequest.streaming(HttpMethod.POST, "/read");
        assertThat(endless.tryWrite(com.linecorp.armeria.common.HttpData.ofUtf8("the beginning")))
                .isTrue();

        assertThat(client.execute(endless).aggregate().join().status().code()).isEqualTo(401);
    }

    @Test
    void tokens_areReadAgain_andABrokenFileChangesNothing() throws IOException {
        ReplacedFile.replace(tokens, "reader nothing-that-exists " + CI);
        await().until(() -> reloads("failed") == 1);
        assertThat(ask("/read", "Bearer " + READER).status().code()).isEqualTo(200);

        ReplacedFile.replace(tokens, "ci read " + CI);
        await().until(() -> ask("/read", "Bearer " + CI).status().code() == 200);
        assertThat(ask("/read", "Bearer " + READER).status().code()).isEqualTo(401);
    }

    /** As it looks to a process that reads it while somebody writes it. */
    @Test
    void aTokenFileThatIsEmptied_locksNobodyOut() throws IOException {
        ReplacedFile.replace(tokens, "");
        await().until(() -> reloads("failed") == 1);

        assertThat(ask("/read", "Bearer " + READER).status().code()).isEqualTo(200);
    }

    private double reloads(String outcome) {
        return meters.get("bellwether.edge.reloads")
                .tags("outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void theProcessItself_mayDoEverything() {
        assertThat(ask("/read", "Bearer " + edge.ownToken()).status().code()).isEqualTo(200);
    }

    @Test
    void moreHeadersThanAllowed_areRefused() {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.GET, "/open");
        for (int i = 0; i < 20; i++) {
            headers.add("x-" + i, "1");
        }

        assertThat(client.execute(headers.build()).aggregate().join().status().code())
                .isEqualTo(431);
        assertThat(counted("too_many_headers")).isEqualTo(1);
    }
}
