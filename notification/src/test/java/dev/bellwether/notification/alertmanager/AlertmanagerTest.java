package dev.bellwether.notification.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.notification.alertmanager.Answer.Failure;
import dev.bellwether.notification.schedule.OutgoingAlert;
import dev.bellwether.testing.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final OutgoingAlert ALERT = new OutgoingAlert(
            Map.of("alertname", "HighLatency", "service", "ca\"fé"),
            Map.of("summary", "slow"),
            Instant.parse("2026-01-31T12:00:00Z"),
            Instant.parse("2026-01-31T12:04:00.250Z"),
            URI.create("https://bellwether.example/v1/alerts?service=x"));

    @SuppressWarnings("NullAway.Init")
    private FakeAlertmanager server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAlertmanager();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void alerts_arePosted_inTheFormOfTheApi() throws Exception {
        assertThat(post(server.uri(), Map.of(), LONG)).isInstanceOf(Answer.Taken.class);

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /api/v2/alerts");
            assertThat(request.alerts()).singleElement().asString().isEqualTo("""
                    {"labels":{"alertname":"HighLatency","service":"ca\\"fé"},"annotations":{"summary":"slow"},\
                    "startsAt":"2026-01-31T12:00:00Z","endsAt":"2026-01-31T12:04:00.250Z",\
                    "generatorURL":"https://bellwether.example/v1/alerts?service=x"}""");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/am", "/am/"})
    void aPathOfTheUrl_goesBeforeThatOfTheApi(String path) throws Exception {
        post(URI.create(server.uri() + path), Map.of(), LONG);

        assertThat(server.requests())
                .extracting(FakeAlertmanager.Request::line)
                .containsExactly("POST /am/api/v2/alerts");
    }

    @Test
    void aNameAndPasswordInTheUrl_areSent_andNotShown() throws Exception {
        URI url = URI.create(server.uri().toString().replace("//", "//me:p%40ss@"));

        post(url, Map.of(), LONG);

        assertThat(server.requests())
                .extracting(FakeAlertmanager.Request::authorization)
                .containsExactly("Basic bWU6cEBzcw==");
        assertThat(alertmanager(url, Map.of(), LONG).name())
                .isEqualTo(server.uri().toString());
    }

    @Test
    void headers_winOverTheUrl() throws Exception {
        URI url = URI.create(server.uri().toString().replace("//", "//me:pass@"));

        post(url, Map.of("authorization", "Bearer 0123"), LONG);

        assertThat(server.requests())
                .extracting(FakeAlertmanager.Request::authorization)
                .containsExactly("Bearer 0123");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 429, 500, 503})
    void aServerThatTakesNothing_isTriedAgain(int status) throws Exception {
        server.answers(ScriptedServer.status(status));

        assertThat(post(server.uri(), Map.of(), LONG)).isEqualTo(new Answer.Failed(Failure.STATUS, "status " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aFaultOfTheRequest_wouldBeOneAgain_andIsSaidInTheServersWords(int status) throws Exception {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(("no label\r\n" + "x".repeat(1000)).getBytes(UTF_8));
            }
        });

        assertThat(post(server.uri(), Map.of(), LONG))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why())
                                .startsWith("status " + status + ": no label xxx")
                                .hasSizeLessThan(250));
    }

    @Test
    void aServerThatIsAway_isNotReached() throws Exception {
        server.close();

        assertThat(post(server.uri(), Map.of(), LONG))
                .isEqualTo(new Answer.Failed(Failure.UNREACHABLE, "ConnectException"));
    }

    @Test
    void aServerThatSaysNothing_orBeginsAndDoesNotEnd_isGivenUp() throws Exception {
        for (ScriptedServer.Answer answer :
                List.of(ScriptedServer.silent(), ScriptedServer.stalling(200), ScriptedServer.withoutEnd(200))) {
            server.answers(answer);

            assertThat(post(server.uri(), Map.of(), SHORT))
                    .isEqualTo(new Answer.Failed(Failure.TIMEOUT, "no answer within 200 ms"));
        }
    }

    private static Answer post(URI url, Map<String, String> headers, Duration timeout) throws InterruptedException {
        return alertmanager(url, headers, timeout).post(List.of(ALERT));
    }

    private static Alertmanager alertmanager(URI url, Map<String, String> headers, Duration timeout) {
        return new Alertmanager(AlertmanagerAddress.of(url), new AlertmanagerAccess(() -> headers, null, timeout));
    }
}
