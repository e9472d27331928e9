package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployCommandTest {

    private static final String BEGUN = "{\"key\":\"prod/shop/checkout\",\"knownService\":true,\"deployment\":"
            + "{\"deployment\":\"25c1b28f4951ba1c\",\"phase\":\"STARTED\"}}";

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
    @CsvSource({"start, started", "step, stepped", "finish, finished", "rollback, rolled_back"})
    void eachCommand_announcesItsPhase(String command, String phase) throws JsonProcessingException {
        server.answering(201, BEGUN);

        Run run = Run.of("deploy", command, "--service", "checkout", "--version", "2.4.0", "--server", server.url());

        assertThat(run.code()).isZero();
        assertThat(server.asked()).hasSize(1);
        assertThat(server.askedLast().method() + " " + server.askedLast().path())
                .isEqualTo("POST /v1/deployments");
        assertThat(sent())
                .isEqualTo(tree("{\"service\":\"checkout\",\"version\":\"2.4.0\",\"phase\":\"" + phase
                        + "\",\"source\":\"command\"}"));
        assertThat(run.outLines())
                .containsExactly("checkout 2.4.0 (prod/shop/checkout): deployment 25c1b28f4951ba1c STARTED");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everythingThatIsSaid_isSent() throws JsonProcessingException {
        server.answering(201, BEGUN);

        Run run = Run.of(
                "deploy",
                "start",
                "--service",
                "checkout",
                "--version",
                "v2.4.0",
                "--environment",
                "prod",
                "--namespace",
                "shop",
                "--previous",
                "2.3.1",
                "--weight",
                "12.5",
                "--step",
                "2",
                "--server",
                server.url());

        assertThat(run.code()).isZero();
        assertThat(sent())
                .isEqualTo(tree("{\"service\":\"checkout\",\"version\":\"v2.4.0\",\"phase\":\"started\","
                        + "\"source\":\"command\",\"environment\":\"prod\",\"namespace\":\"shop\","
                        + "\"previousVersion\":\"2.3.1\",\"weight\":12.5,\"step\":2}"));
    }

    @Test
    void whatIsStoredAndNotYetBegun_isSaid_asIsAServiceThatNobodyKnows() {
        server.answering(202, "{\"key\":\"default/default/chekout\",\"knownService\":false,\"deployment\":null}");

        Run run = Run.of("deploy", "start", "--service", "chekout", "--version", "2", "--server", server.url());

        assertThat(run.code()).isZero();
        assertThat(run.outLines())
                .containsExactly("chekout 2 (default/default/chekout): written; no deployment has answered to it yet");
        assertThat(run.errLines())
                .containsExactly(
                        "note: nothing was seen of this service yet; check its name with 'bellwether services'");
    }

    @Test
    void json_isTheAnswer() throws JsonProcessingException {
        server.answering(201, BEGUN);

        Run run = Run.of(
                "deploy", "start", "--service", "checkout", "--version", "2", "--json", "--server", server.url());

        assertThat(run.outLines()).hasSize(1);
        assertThat(tree(run.out())).isEqualTo(tree(BEGUN));
    }

    @Test
    void list_isATable_withWhatIsAnnouncedBelow() {
        server.answering("{\"deployments\":["
                + "{\"deployment\":\"d2\",\"key\":\"prod/shop/checkout\",\"version\":\"2.4.0\",\"previousVersion\":\"2.3.1\","
                + "\"phase\":\"FINISHED\",\"startedAt\":\"2026-01-31T12:00:00.000Z\"},"
                + "{\"deployment\":\"d1\",\"key\":\"default/default/a\",\"version\":\"2\",\"previousVersion\":\"\","
                + "\"phase\":\"STARTED\",\"startedAt\":\"2026-01-31T11:00:00.000Z\"}],"
                + "\"announced\":[{\"service\":\"b\",\"version\":\"7\"}]}");

        Run run = Run.of("deploy", "list", "--service", "checkout", "--open", "--server", server.url());

        assertThat(run.code()).isZero();
        assertThat(server.asked())
                .containsExactly(new StubServer.Asked(
                        "GET", "/v1/deployments", Map.of("service", "checkout", "open", "true"), ""));
        assertThat(run.outLines())
                .containsExactly(
                        "DEPLOYMENT  SERVICE             VERSION  REPLACES  PHASE     SINCE",
                        "d2          prod/shop/checkout  2.4.0    2.3.1     FINISHED  2026-01-31T12:00:00.000Z",
                        "d1          a                   2                  STARTED   2026-01-31T11:00:00.000Z",
                        "announced, not begun: b 7");
    }

    @Test
    void list_ofNothing_saysSo_andAsJsonPrintsNothing() {
        server.answering("{\"deployments\":[],\"announced\":[]}");

        assertThat(Run.of("deploy", "list", "--server", server.url()).outLines())
                .containsExactly("No deployments.");
        assertThat(Run.of("deploy", "list", "--json", "--server", server.url()).out())
                .isEmpty();
        assertThat(server.askedLast().parameters()).isEmpty();
    }

    @Test
    void list_asJson_isADeploymentALine() {
        server.answering("{\"deployments\":[{\"deployment\":\"d2\"},{\"deployment\":\"d1\"}]}");

        assertThat(Run.of("deploy", "list", "--json", "--server", server.url()).outLines())
                .containsExactly("{\"deployment\":\"d2\"}", "{\"deployment\":\"d1\"}");
    }

    private JsonNode sent() throws JsonProcessingException {
        return tree(server.askedLast().body());
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return ServerClient.JSON.readTree(json);
    }
}
