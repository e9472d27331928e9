package dev.bellwether.console;

import static dev.bellwether.console.Fixtures.deployment;
import static dev.bellwether.console.Fixtures.verdict;
import static dev.bellwether.console.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.MediaType;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.VerdictStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Announcing deployments and waiting for verdicts, over HTTP, with facts on a real broker. */
@ExtendWith(SharedBroker.class)
class ITDeploymentRoutes {

    private static EmbeddedBroker broker;

    /** Shared: each test has services of its own. */
    private static Rig rig;

    @BeforeAll
    static void startConsole(EmbeddedBroker shared) {
        broker = shared;
        rig = Rig.started(broker.bootstrapServers());
    }

    @AfterAll
    static void stopConsole() {
        rig.close();
    }

    // ---- deployments

    @Test
    void announcement_isAnsweredWithTheDeploymentThatItStarts() {
        CompletableFuture<AggregatedHttpResponse> answer = CompletableFuture.supplyAsync(
                () -> rig.post(
                        "/v1/deployments",
                        "{\"service\":\"svc1\",\"environment\":\"prod\",\"namespace\":\"shop\",\"version\":\"v2\",\"weight\":10}"));
        await().until(() -> rig.json("/v1/deployments?service=svc1")
                .at("/announced/0/version")
                .asText()
                .equals("2"));
        rig.write(deployment("00000000000100aa", "svc1", "2", DeploymentPhase.STARTED, 0));
        AggregatedHttpResponse response = answer.join();
        assertThat(response.status().code()).isEqualTo(201);
        assertThat(response.headers().get("location")).isEqualTo("/v1/deployments/00000000000100aa");
        JsonNode body = Rig.json(response);
        assertThat(body.at("/key").textValue()).isEqualTo("prod/shop/svc1");
        assertThat(body.at("/deployment/phase").textValue()).isEqualTo("STARTED");
        assertThat(body.at("/written/phase").textValue()).isEqualTo("ANNOUNCED");
        assertThat(body.at("/written/weight").doubleValue()).isEqualTo(10);
        assertThat(rig.json(response.headers().get("location")).at("/open").booleanValue())
                .isTrue();
        assertThat(rig.json("/v1/deployments?service=svc1").at("/announced")).isEmpty();
    }

    @Test
    void announcementThatNobodyAnswers_isAccepted_andOnTheTopic() {
        try (Rig impatient = Rig.started(
                broker.bootstrapServers(),
                ConsoleConfig.STANDARD.withPort(0).withStartPatience(Duration.ofMillis(50)))) {
            AggregatedHttpResponse response =
                    impatient.post("/v1/deployments", "{\"service\":\"new\",\"version\":\"1\",\"source\":\"command\"}");
            assertThat(response.status().code()).isEqualTo(202);
            JsonNode body = Rig.json(response);
            assertThat(body.at("/key").textValue()).isEqualTo("default/default/new");
            assertThat(body.at("/knownService").booleanValue()).isFalse();
            assertThat(body.at("/deployment").isNull()).isTrue();
            JsonNode onTopic = Rig.parse(
                    impatient.get("/v1/facts/deployments?follow=false").contentUtf8());
            assertThat(onTopic).isEqualTo(body.at("/written"));
            assertThat(onTopic.at("/source").textValue()).isEqualTo("COMMAND");
        }
    }

    @Test
    void nameOfSeveralServices_isRefusedWithTheCandidates() {
        rig.write(window("svc3", "1", "GET /", 0, 1, 5).build());
        rig.write(
                window("svc3", "1", "GET /", 0, 1, 5).setEnvironment("staging").build());
        await().until(() ->
                rig.json("/v1/services?service=svc3").at("/services").size() == 2);
        AggregatedHttpResponse response = rig.post("/v1/deployments", "{\"service\":\"svc3\",\"version\":\"2\"}");
        assertThat(response.status().code()).isEqualTo(409);
        assertThat(Rig.json(response).at("/candidates").findValuesAsText("key"))
                .containsExactly("prod/shop/svc3", "staging/shop/svc3");
        JsonNode gate = rig.json("/v1/verdicts?service=svc3&version=2&wait=30s");
        assertThat(gate.at("/verdict").textValue()).isEqualTo("PENDING");
        assertThat(gate.at("/candidates")).hasSize(2);
        assertThat(rig.json("/v1/verdicts?service=svc3&version=2&environment=prod")
                        .at("/key")
                        .textValue())
                .isEqualTo("prod/shop/svc3");
    }

    @Test
    void announcementInAnotherMediaType_isRefused() {
        AggregatedHttpResponse response = rig.client()
                .prepare()
                .post("/v1/deployments")
                .content(MediaType.PLAIN_TEXT, "{\"service\":\"svc4\",\"version\":\"2\"}")
                .execute()
                .aggregate()
                .join();
        assertThat(response.status().code()).isEqualTo(415);
        assertThat(Rig.json(response).at("/error/what_to_do").textValue()).contains("application/json");
    }

    @Test
    void oversizedAnnouncement_isRefused() {
        AggregatedHttpResponse response =
                rig.post("/v1/deployments", "{\"service\":\"" + "x".repeat(70_000) + "\",\"version\":\"2\"}");
        assertThat(response.status().code()).isEqualTo(413);
        assertThat(Rig.json(response).at("/error/message").textValue()).contains("65536");
    }

    @Test
    void announcementWithoutABroker_is503() {
        try (Rig alone = new Rig(
                "127.0.0.1:1", ConsoleConfig.STANDARD.withPort(0).withBrokerPatience(Duration.ofMillis(200)), false)) {
            alone.console.start();
            AggregatedHttpResponse response = alone.post("/v1/deployments", "{\"service\":\"svc6\",\"version\":\"2\"}");
            assertThat(response.status().code()).isEqualTo(503);
            assertThat(Rig.json(response).at("/error/what_to_do").textValue()).contains("again");
            assertThat(alone.get("/healthz").status().code()).isEqualTo(200);
        }
    }

    @Test
    void deployments_areListedNewestFirst() {
        rig.write(deployment("00000000000700aa", "svc7", "2", DeploymentPhase.STARTED, 0));
        rig.write(deployment("00000000000700aa", "svc7", "2", DeploymentPhase.FINISHED, 10));
        rig.write(deployment("00000000000700bb", "svc7", "3", DeploymentPhase.STARTED, 20));
        await().until(() ->
                rig.json("/v1/deployments?service=svc7").at("/deployments").size() == 2);
        assertThat(rig.json("/v1/deployments?service=svc7").at("/deployments").findValuesAsText("deployment"))
                .containsExactly("00000000000700bb", "00000000000700aa");
        assertThat(rig.json("/v1/deployments?service=svc7&open=true")
                        .at("/deployments")
                        .findValuesAsText("version"))
                .containsExactly("3");
        assertThat(rig.json("/v1/deployments?service=svc7&version=v2")
                        .at("/deployments")
                        .findValuesAsText("phase"))
                .containsExactly("FINISHED");
        assertThat(rig.json("/v1/deployments?service=svc7&environment=staging").at("/deployments"))
                .isEmpty();
        assertThat(rig.get("/v1/deployments/00000000000700cc").status().code()).isEqualTo(404);
    }

    // ---- verdicts

    @Test
    void gateThatAsksBeforeTheDeploymentIsThere_isAnsweredWhenTheVerdictComes() {
        CompletableFuture<JsonNode> answer =
                CompletableFuture.supplyAsync(() -> rig.json("/v1/verdicts?service=svc8&version=v2&wait=30s"));
        await().until(() -> waits() == 1);
        rig.write(deployment("00000000000800aa", "svc8", "2", DeploymentPhase.STARTED, 0));
        rig.write(verdict("00000000000800aa", "svc8", "2", 0, true, VerdictStatus.FAIL));
        JsonNode body = answer.join();
        assertThat(body.at("/verdict").textValue()).isEqualTo("FAIL");
        assertThat(body.at("/final").booleanValue()).isTrue();
        assertThat(body.at("/known").booleanValue()).isTrue();
        assertThat(body.at("/deployment").textValue()).isEqualTo("00000000000800aa");
        assertThat(body.at("/details/fact").textValue()).isEqualTo("verdict");
        assertThat(waits()).isZero();
    }

    @Test
    void gateWhoseVerdictDoesNotCome_isToldSoWhenItsPatienceEnds() {
        rig.write(deployment("00000000000900aa", "svc9", "2", DeploymentPhase.STARTED, 0));
        rig.write(verdict("00000000000900aa", "svc9", "2", 1, false, VerdictStatus.INCONCLUSIVE));
        await().until(() -> rig.json("/v1/verdicts?service=svc9&version=2")
                        .at("/details/step")
                        .asInt()
                == 1);
        AggregatedHttpResponse response = rig.get("/v1/verdicts?service=svc9&version=2&wait=50ms");
        assertThat(response.status().code()).isEqualTo(200);
        assertThat(Rig.json(response).at("/verdict").textValue()).isEqualTo("PENDING");
        assertThat(rig.json("/v1/verdicts?service=svc9&version=2&step=1")
                        .at("/verdict")
                        .textValue())
                .isEqualTo("INCONCLUSIVE");
    }

    @Test
    void verdictOfADeployment_isWaitedFor() {
        assertThat(rig.get("/v1/deployments/00000000001000aa/verdict").status().code())
                .isEqualTo(404);
        rig.write(deployment("00000000001000aa", "svc10", "2", DeploymentPhase.STARTED, 0));
        await().until(() ->
                rig.get("/v1/deployments/00000000001000aa/verdict").status().code() == 200);
        JsonNode undecided = rig.json("/v1/deployments/00000000001000aa/verdict");
        assertThat(undecided.at("/status").isNull()).isTrue();
        assertThat(undecided.at("/about/phase").textValue()).isEqualTo("STARTED");
        CompletableFuture<JsonNode> answer =
                CompletableFuture.supplyAsync(() -> rig.json("/v1/deployments/00000000001000aa/verdict?wait=30s"));
        await().until(() -> waits() == 1);
        rig.write(verdict("00000000001000aa", "svc10", "2", 1, false, VerdictStatus.INCONCLUSIVE));
        rig.write(verdict("00000000001000aa", "svc10", "2", 0, true, VerdictStatus.PASS));
        assertThat(answer.join().at("/status").textValue()).isEqualTo("PASS");
    }

    @Test
    void gateThatGoesAway_isWaitedForNoLonger() {
        try (ClientFactory connections = ClientFactory.builder().build()) {
            var unused = WebClient.builder("http://127.0.0.1:" + rig.console.port())
                    .factory(connections)
                    .build()
                    .get("/v1/verdicts?service=nobody&version=2&wait=60s");
            await().until(() -> waits() == 1);
        } // which closes the connection
        await().until(() -> waits() == 0);
    }

    private double waits() {
        return rig.meters.get("bellwether.console.waits").gauge().value();
    }
}
