package dev.bellwether.console;

import static dev.bellwether.console.Fixtures.alert;
import static dev.bellwether.console.Fixtures.deployment;
import static dev.bellwether.console.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.edge.PortTakenException;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.DeploymentPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes, asked over HTTP, with facts on a real broker. */
@ExtendWith(SharedBroker.class)
class ITConsoleRoutes {

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

    // ---- Prometheus' API

    /** Beside an alert that is over, and one that fires. */
    @Test
    void alerts_haveTheFormOfPrometheus_whereItIsAsked() {
        try (Rig own = Rig.started(broker.bootstrapServers())) {
            own.write(alert("1", "Over", AlertState.RESOLVED, 0), own.topics.alerts());
            own.write(alert("2", "HighErrorRatio", AlertState.FIRING, 7), own.topics.alerts());
            own.write(alert("3", "HighLatency", AlertState.PENDING, 8), own.topics.alerts());

            await().untilAsserted(() ->
                    assertThat(own.json("/api/v1/alerts?limit=5").toString()).isEqualTo("""
                            {"status":"success","data":{"alerts":[\
                            {"labels":{"alertname":"HighErrorRatio","environment":"prod","namespace":"shop","service":"checkout"},\
                            "annotations":{"summary":"it fails"},"state":"firing","activeAt":"2026-01-31T12:00:07.000Z","value":"2e-01"},\
                            {"labels":{"alertname":"HighLatency","environment":"prod","namespace":"shop","service":"checkout"},\
                            "annotations":{"summary":"it fails"},"state":"pending","activeAt":"2026-01-31T12:00:08.000Z","value":"2e-01"}]}}"""));
        }
    }

    @Test
    void alerts_areNotSaidToBeNone_beforeAllWasRead() {
        try (Rig without = new Rig(broker.bootstrapServers(), ConsoleConfig.STANDARD.withPort(0), false)) {
            without.console.start();

            AggregatedHttpResponse response = without.get("/api/v1/alerts");

            assertThat(response.status().code()).isEqualTo(503);
            assertThat(Rig.json(response).path("status").asText()).isEqualTo("error");
            assertThat(Rig.json(response).path("errorType").asText()).isEqualTo("unavailable");
        }
    }

    // ---- health

    @Test
    void readiness_namesTheRoleThatIsNotReady() {
        rig.ingest = RoleState.STARTING;
        AggregatedHttpResponse response = rig.get("/readyz");
        rig.ingest = RoleState.RUNNING;
        assertThat(response.status().code()).isEqualTo(503);
        JsonNode body = Rig.json(response);
        assertThat(body.at("/ready").booleanValue()).isFalse();
        assertThat(body.at("/roles/0/role").textValue()).isEqualTo("ingest");
        assertThat(body.at("/roles/0/state").textValue()).isEqualTo("STARTING");
        assertThat(body.at("/roles/0/details/grpc").textValue()).isEqualTo("127.0.0.1:4317");
        assertThat(body.at("/roles/1/role").textValue()).isEqualTo("console");
        assertThat(body.at("/roles/1/state").textValue()).isEqualTo("RUNNING");
    }

    @Test
    void withoutItsTopics_livesAndIsNotReady_untilTheyAreMade() {
        try (Rig early = new Rig(broker.bootstrapServers(), ConsoleConfig.STANDARD.withPort(0), false)) {
            early.console.start();
            assertThat(early.get("/healthz").status().code()).isEqualTo(200);
            assertThat(early.get("/readyz").status().code()).isEqualTo(503);
            assertThat(early.json("/v1/verdicts?service=cart&version=2")
                            .at("/reason")
                            .textValue())
                    .startsWith("starting");
            assertThat(early.get("/v1/deployments/0011223344556677").status().code())
                    .isEqualTo(503);
            early.makeTopics();
            early.awaitReady();
        }
    }

    @Test
    void metrics_areInThePrometheusFormat() {
        AggregatedHttpResponse response = rig.get("/metrics");
        assertThat(response.contentType().is(MediaType.PLAIN_TEXT.withoutParameters()))
                .isTrue();
        assertThat(response.contentUtf8()).contains("bellwether_console_tails_open");
    }

    @Test
    void takenPort_isRefusedInOneLineThatNamesTheSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConsoleConfig config = ConsoleConfig.STANDARD.withPort(taken.getLocalPort());
            try (Rig second = new Rig(broker.bootstrapServers(), config, false)) {
                assertThatThrownBy(second.console::start)
                        .isInstanceOf(PortTakenException.class)
                        .hasMessageContaining("port " + taken.getLocalPort())
                        .hasMessageContaining("console.http-port")
                        .hasMessageNotContaining("\n");
            }
        }
    }

    // ---- services, alerts, status

    @Test
    void services_showRatesOfTheRange() {
        rig.write(deployment("00000000000000aa", "cart", "2", DeploymentPhase.STARTED, 0));
        rig.write(window("cart", "2", "GET /", 595, 1, 10, 10, 10).setErrors(1).build());
        rig.write(window("cart", "2", "GET /cart", 595, 1, 100).build());
        await().until(() ->
                rig.json("/v1/services?range=5s").at("/services/0/requests").asInt() == 4);
        await().until(() -> rig.json("/v1/services")
                .at("/services/0/openDeployment/deployment")
                .isTextual());
        JsonNode body = rig.json("/v1/services?range=5s&service=cart&version=v2");
        JsonNode cart = body.at("/services/0");
        assertThat(cart.at("/key").textValue()).isEqualTo("prod/shop/cart");
        assertThat(cart.at("/requestsPerSecond").doubleValue()).isEqualTo(0.8);
        assertThat(cart.at("/errorRatio").doubleValue()).isEqualTo(0.25);
        assertThat(cart.at("/p50Millis").doubleValue()).isEqualTo(10, within(0.2));
        assertThat(cart.at("/lastSeen").textValue()).isEqualTo("2026-01-31T12:10:00.000Z");
        assertThat(body.at("/complete").booleanValue()).isTrue();

        AggregatedHttpResponse metrics = rig.get("/metrics/services?range=5s");
        assertThat(metrics.contentType()).hasToString("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.contentUtf8())
                .contains("bellwether_service_error_ratio{environment=\"prod\",service=\"cart\","
                        + "service_namespace=\"shop\",version=\"2\"} 0.25\n");
    }

    @Test
    void alerts_areShownAsTheyStand_untilTheirTombstone() {
        rig.write(alert("000000000000000a", "HighErrorRatio", AlertState.FIRING, 0), rig.topics.alerts());
        rig.write(alert("000000000000000b", "Slow", AlertState.PENDING, 0), rig.topics.alerts());
        await().until(() -> rig.json("/v1/alerts").at("/alerts").size() == 2);
        assertThat(rig.json("/v1/alerts?state=firing&service=checkout")
                        .at("/alerts")
                        .findValuesAsText("fingerprint"))
                .containsExactly("000000000000000a");
        assertThat(rig.json("/v1/alerts?service=other").at("/alerts")).isEmpty();
        assertThat(rig.get("/metrics/services").contentUtf8().lines())
                .filteredOn(line -> line.startsWith("bellwether_service_alerts{"))
                .hasSize(2)
                .anyMatch(line ->
                        line.contains("alertname=\"HighErrorRatio\"") && line.contains("alertstate=\"firing\""));
        rig.write(new org.apache.kafka.clients.producer.ProducerRecord<>(
                rig.topics.alerts().name(),
                "000000000000000a".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                null));
        await().until(() -> rig.json("/v1/alerts").at("/alerts").size() == 1);
    }

    @Test
    void status_showsRolesMetersAndWhetherTheyBalance() {
        rig.meters
                .counter("bellwether.ingest.received.items", "signal", "traces")
                .increment(10);
        rig.meters
                .counter("bellwether.ingest.appended.items", "signal", "traces")
                .increment(7);
        rig.meters
                .counter("bellwether.ingest.rejected.items", "reason", "malformed")
                .increment(2);
        rig.meters.counter("bellwether.dead.letters", "topic", "otlp_spans").increment();
        JsonNode body = rig.json("/v1/status");
        assertThat(body.at("/ready").booleanValue()).isTrue();
        assertThat(body.at("/about/data").textValue()).isEqualTo("/somewhere");
        assertThat(body.at("/balances/0/received").longValue()).isEqualTo(10);
        assertThat(body.at("/balances/0/rejectedBy/malformed").longValue()).isEqualTo(2);
        assertThat(body.at("/balances/0/difference").longValue()).isEqualTo(1);
        assertThat(body.at("/meters/ingest")).isNotEmpty();
        assertThat(body.at("/notices/0/name").textValue()).isEqualTo("deadLetters");
        assertThat(body.at("/notices/0/by/otlp_spans").longValue()).isEqualTo(1);
        assertThat(body.has("lastSeen")).isTrue();
    }

    @Test
    void recordThatIsNoFact_isCountedAndPassedOver() {
        rig.write(new org.apache.kafka.clients.producer.ProducerRecord<>(
                rig.topics.deployments().name(), new byte[] {1}, new byte[] {9, 9}));
        rig.write(deployment("00000000000000aa", "cart", "2", DeploymentPhase.STARTED, 0));
        await().until(() -> rig.get("/v1/deployments/00000000000000aa").status().code() == 200);
        await().until(() -> rig.meters.find("bellwether.console.facts.undecodable").counters().stream()
                        .mapToDouble(io.micrometer.core.instrument.Counter::count)
                        .sum()
                == 1);
    }

    // ---- wrong questions

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/verdicts                                    | service: is missing
            /v1/verdicts                                    | version: is missing
            /v1/verdicts?service=a&version=1&wait=61s       | wait: "61s" (expected: a duration from 0s to 60s, such as 30s)
            /v1/verdicts?service=a&version=1&wait=soon      | wait: "soon" (expected: a duration from 0s to 60s, such as 30s)
            /v1/verdicts?service=a&service=b&version=1      | service: given 2 times (expected: once)
            /v1/verdicts?service=&version=1                 | service: "" (expected: at least one character, or leave it out)
            /v1/verdicts?service=a&version=1&step=-1        | step: "-1" (expected: a whole number from 0 to 1000)
            /v1/verdicts?service=a&version=1&stage=1        | unknown parameter "stage" (expected: service, environment, namespace, version, step, wait)
            /v1/services?range=1h                           | range: "1h" (expected: a duration from 5s to 300s, such as 30s)
            /metrics/services?limit=2000                    | limit: "2000" (expected: a whole number from 1 to 1000)
            /v1/deployments?open=yes                        | open: "yes" (expected: true or false)
            /v1/alerts?state=burning                        | state: "burning" (expected: inactive, pending, firing, resolved)
            /v1/facts/alerts?from=yesterday                 | from: "yesterday" (expected: beginning, now, or a time such as 2026-01-31T12:00:00Z)
            /v1/facts/verdicts?filter=versoin=2&follow=false| filter: no field "versoin" in verdicts
            /healthz?verbose=1                              | unknown parameter "verbose" (expected: none)
            """)
    void wrongQuestion_isRefusedWithAllThatIsWrong(String path, String problem) {
        AggregatedHttpResponse response = rig.get(path);
        assertThat(response.status().code()).isEqualTo(400);
        assertThat(Rig.json(response).at("/error/problems"))
                .anySatisfy(node -> assertThat(node.textValue()).startsWith(problem));
        assertThat(Rig.json(response).at("/error/message").textValue()).contains(problem);
    }

    @Test
    void examplesOfTheReadme_areUnderstood() throws IOException {
        List<String> paths = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("curl ") && !line.matches(".* (--json|-T|-X) .*"))
                .map(line -> line.replaceAll(".*localhost:8080([^' ]*).*", "$1"))
                .map(path -> path.replace("wait=60s", "wait=1ms"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(10);
        for (String path : paths) {
            boolean follows = path.startsWith("/v1/facts/") && !path.contains("follow=false");
            AggregatedHttpResponse response = rig.get(follows ? path + "&follow=false" : path);
            // nobody has the example's id, or its letter
            int expected = path.contains("/v1/deployments/") || path.contains("/v1/dead-letters/") ? 404 : 200;
            assertThat(response.status().code()).as(path).isEqualTo(expected);
            assertThat(response.contentUtf8()).as(path).doesNotContain("no route");
        }
    }

    @Test
    void unknownRoute_andWrongMethod_areAnsweredInTheShapeOfErrors() {
        AggregatedHttpResponse missing = rig.get("/v2/verdicts");
        assertThat(missing.status().code()).isEqualTo(404);
        assertThat(Rig.json(missing).at("/error/message").textValue()).isEqualTo("no route: GET /v2/verdicts");
        AggregatedHttpResponse wrong = rig.client()
                .execute(HttpRequest.of(HttpMethod.DELETE, "/v1/deployments"))
                .aggregate()
                .join();
        assertThat(wrong.status().code()).isEqualTo(405);
        assertThat(Rig.json(wrong).at("/error/message").textValue()).contains("DELETE /v1/deployments");
        assertThat(rig.get("/v1/facts/otlp_spans?follow=false").status().code()).isEqualTo(404);
    }
}
