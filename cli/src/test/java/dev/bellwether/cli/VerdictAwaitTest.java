package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each exit code means one thing: a pipeline acts on it. */
class VerdictAwaitTest {

    private static final String PENDING =
            "{\"verdict\":\"PENDING\",\"final\":false,\"reason\":\"the deployment is being judged\",\"details\":null,\"candidates\":[]}";

    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = StubServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0", "FAIL, 1", "INCONCLUSIVE, 2"})
    void aFinalVerdict_isTheExitCode(String verdict, int code) {
        server.answering(settled(verdict));

        Run run = await();

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.outLines().get(0)).isEqualTo(verdict + " checkout 2.4.0: because");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theQuestion_isTheOneThatWasAsked() {
        server.answering(settled("PASS"));

        Run.of(
                "verdict",
                "await",
                "--service",
                "check out",
                "--version",
                "v2.4.0",
                "--environment",
                "prod",
                "--namespace",
                "shop",
                "--timeout",
                "35m",
                "--server",
                server.url());

        assertThat(server.asked())
                .containsExactly(new StubServer.Asked(
                        "GET",
                        "/v1/verdicts",
                        Map.of(
                                "service", "check out",
                                "version", "v2.4.0",
                                "environment", "prod",
                                "namespace", "shop",
                                "wait", "20000ms"),
                        ""));
    }

    @Test
    void json_isTheVerdictAlone() {
        server.answering(settled("FAIL"));

        Run run = await("--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines())
                .containsExactly(
                        "{\"fact\":\"verdict\",\"deployment\":\"d1\",\"service\":\"checkout\",\"version\":\"2.4.0\","
                                + "\"status\":\"FAIL\",\"reason\":\"because\",\"evidence\":[]}");
    }

    @Test
    void noVerdictInTime_is3_andSaysWhatItWaitedFor() {
        server.answering(
                "{\"verdict\":\"PENDING\",\"final\":false,\"reason\":\"no deployment of this version is known yet\"}");
        server.answering(PENDING);

        Run run = await("--timeout", "1500ms");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .containsExactly(
                        "waiting: no deployment of this version is known yet",
                        "waiting: the deployment is being judged",
                        "no final verdict on checkout 2.4.0 within 1500ms");
    }

    /** A server that has too many waiters answers at once; it must not be asked again at once. */
    @Test
    void aServerThatDoesNotWait_isNotAskedAgainAndAgain() {
        server.answering(PENDING);

        Run run = await("--timeout", "1200ms");

        assertThat(run.code()).isEqualTo(3);
        assertThat(server.asked()).hasSizeBetween(2, 3);
    }

    @Test
    void aVerdictThatComesLater_isWaitedFor() {
        server.answering(PENDING).answering(settled("PASS"));

        Run run = await();

        assertThat(run.code()).isZero();
        assertThat(run.errLines()).containsExactly("waiting: the deployment is being judged");
    }

    @Test
    void aServerThatIsRestarted_isWaitedFor() {
        server.answering(PENDING)
                .answering(503, "{\"error\":{\"message\":\"the server stops\"}}")
                .answering(settled("PASS"));

        Run run = await();

        assertThat(run.code()).isZero();
        assertThat(run.errLines())
                .containsExactly("waiting: the deployment is being judged", "waiting: the server stops");
    }

    @Test
    void aServerThatIsGoneWhenTheTimeIsOver_is69() {
        server.answering(PENDING).answering(503, "{\"error\":{\"message\":\"the server stops\"}}");

        Run run = await("--timeout", "1500ms");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.errLines()).contains("bellwether: the server stops");
    }

    @Test
    void severalServicesOfTheName_are64_withTheirKeys() {
        server.answering("{\"verdict\":\"PENDING\",\"final\":false,\"reason\":\"several services are named checkout\","
                + "\"candidates\":[{\"key\":\"prod/shop/checkout\"},{\"key\":\"test/shop/checkout\"}]}");

        Run run = await();

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.errLines())
                .containsExactly("bellwether: several services are named checkout; say which by --environment and"
                        + " --namespace: prod/shop/checkout, test/shop/checkout; see: bellwether verdict await --help");
    }

    @ParameterizedTest
    @CsvSource({"--timeout, soon", "--wait, 5s"})
    void wrongUsage_is64(String option, String value) {
        assertThat(await(option, value).code()).isEqualTo(64);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatTheServerFindsWrongInTheQuestion_is64() {
        server.answering(400, "{\"error\":{\"message\":\"version: too long\"}}");

        assertThat(await().code()).isEqualTo(64);
    }

    @Test
    void aServerThatIsNotThere_is69() {
        server.close();

        Run run = await();

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.errLines()).singleElement().asString().startsWith("bellwether: no answer from " + server.url());
    }

    @ParameterizedTest
    @CsvSource({"500, '{\"error\":{\"message\":\"a fault\"}}'", "503, ''", "404, not here", "200, <html>"})
    void aServerThatCannotAnswer_is69(int status, String body) {
        server.answering(status, body);

        Run run = await();

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.errLines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"MAYBE, true", "'', false", "PENDING, true", "pass, true"})
    void aWordThatNobodyKnows_is70(String word, boolean last) {
        server.answering("{\"verdict\":\"" + word + "\",\"final\":" + last + ",\"details\":{}}");

        Run run = await();

        assertThat(run.code()).isEqualTo(70);
        assertThat(run.errLines()).singleElement().asString().startsWith("bellwether: the server");
        assertThat(run.out()).isEmpty();
    }

    private Run await(String... more) {
        Stream<String> question =
                Stream.of("verdict", "await", "--service", "checkout", "--version", "2.4.0", "--server", server.url());
        return Run.of(Stream.concat(question, Arrays.stream(more)).toArray(String[]::new));
    }

    private static String settled(String verdict) {
        return "{\"verdict\":\"" + verdict + "\",\"final\":true,\"reason\":\"because\",\"candidates\":[],\"details\":{"
                + "\"fact\":\"verdict\",\"deployment\":\"d1\",\"service\":\"checkout\",\"version\":\"2.4.0\","
                + "\"status\":\"" + verdict + "\",\"reason\":\"because\",\"evidence\":[]}}";
    }
}
