package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code status}, {@code services}, {@code alerts} and {@code tail}: what they ask, and what they make of the answer. */
class QuestionCommandsTest {

    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = StubServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void services_areATable() {
        server.answering("{\"asOf\":\"2026-01-31T12:00:00.000Z\",\"services\":["
                + service("prod/shop/checkout", "2.4.0", 19.26, "0.1948", "5.68", "65.04", "{\"startedAt\":\"T\"}")
                + "," + service("default/default/hello", "", 0.0, "null", "null", "null", "null") + "]}");

        Run run = ask("services", "--range", "15s", "--service", "checkout");

        assertThat(run.code()).isZero();
        assertThat(server.asked())
                .containsExactly(
                        new StubServer.Asked("GET", "/v1/services", Map.of("range", "15s", "service", "checkout"), ""));
        assertThat(run.outLines())
                .containsExactly(
                        "SERVICE             VERSION  REQ/S   ERRORS     P50      P99  DEPLOYMENT",
                        "prod/shop/checkout  2.4.0     19.3  19.48 %  5.7 ms  65.0 ms  being judged since T",
                        "hello               -         0.00        -       -        -",
                        "over the 15s before 2026-01-31T12:00:00.000Z");
    }

    @Test
    void services_withoutAny_saysWhyThatMayBe() {
        server.answering("{\"services\":[]}");

        assertThat(ask("services").outLines()).singleElement().asString().startsWith("No service yet.");
        assertThat(server.askedLast().parameters()).isEqualTo(Map.of("range", "1m"));
    }

    @Test
    void services_asJson_areTheAnswer() {
        server.answering("{\"services\":[]}");

        assertThat(ask("services", "--json").outLines()).containsExactly("{\"services\":[]}");
    }

    @Test
    void alerts_areToldInTwoLines_firingOnesWhereAsked() {
        server.answering("{\"alerts\":[{\"state\":\"FIRING\",\"fingerprint\":\"f1\",\"labels\":{\"alertname\":"
                + "\"HighErrorRatio\",\"severity\":\"critical\"},\"annotations\":{\"description\":\"20 % failed\"},"
                + "\"startsAt\":\"2026-01-31T12:00:00.000Z\"}]}");

        Run run = ask("alerts", "--firing", "--service", "checkout");

        assertThat(server.asked())
                .containsExactly(new StubServer.Asked(
                        "GET", "/v1/alerts", Map.of("state", "firing", "service", "checkout"), ""));
        assertThat(run.outLines())
                .containsExactly(
                        "FIRING   HighErrorRatio 20 % failed",
                        "         since 2026-01-31T12:00:00.000Z, severity critical, fingerprint f1");
        assertThat(ask("alerts", "--json").outLines())
                .singleElement()
                .asString()
                .startsWith("{\"state\":\"FIRING\"");
        assertThat(server.askedLast().parameters()).isEmpty();
    }

    @Test
    void alerts_withoutAny_saysSo() {
        server.answering("{\"alerts\":[]}");

        assertThat(ask("alerts").outLines()).containsExactly("No alerts.");
        assertThat(ask("alerts", "--firing").outLines()).containsExactly("No alert fires.");
        assertThat(ask("alerts", "--json").out()).isEmpty();
    }

    @Test
    void status_showsRolesBalancesAndWhatIsWorthALook() {
        server.answering("""
                {"ready":false,
                 "roles":[{"role":"ingest","state":"RUNNING","details":{}},
                          {"role":"console","state":"STARTING","details":{"tails":"2","read":"50 %"}}],
                 "lastSeen":"2026-01-31T12:00:00.000Z",
                 "balances":[
                   {"stage":"ingest-requests","rule":"…","received":1012,"appended":1000,"rejected":11,
                    "rejectedBy":{"malformed":10,"too-large":1},"difference":1},
                   {"stage":"windows","rule":"…","folded":7,"applied":7,"late":0,"difference":0}],
                 "notices":[{"name":"late","meaning":"entry spans that came too late","count":0,"by":{}},
                            {"name":"deadLetters","meaning":"records that could not be read","count":1200,
                             "by":{"otlp_spans":1200}}],
                 "about":{"OTLP/gRPC":"http://127.0.0.1:4317"}}""");

        Run run = ask("status");

        assertThat(run.code()).isZero();
        assertThat(server.asked()).containsExactly(new StubServer.Asked("GET", "/v1/status", Map.of(), ""));
        assertThat(run.outLines())
                .containsExactly(
                        "Bellwether at " + server.url() + ": not ready",
                        "  OTLP/gRPC        http://127.0.0.1:4317",
                        "",
                        "Roles",
                        "  ingest           RUNNING",
                        "  console          STARTING (tails 2, read 50 %)",
                        "",
                        "Telemetry: newest window ends 2026-01-31T12:00:00.000Z",
                        "  ingest-requests  received 1,012, appended 1,000, rejected 11 (malformed 10, too-large 1),"
                                + " on the way 1",
                        "  windows          folded 7, applied 7, late 0",
                        "",
                        "Worth a look",
                        "     1,200  records that could not be read (otlp_spans 1,200)");
    }

    @Test
    void status_beforeAnything_saysThatThereIsNoWindow() {
        server.answering("{\"ready\":true,\"roles\":[],\"lastSeen\":null,\"balances\":[],\"notices\":[]}");

        assertThat(ask("status").outLines())
                .containsExactly(
                        "Bellwether at " + server.url() + ": ready", "", "Roles", "", "Telemetry: no window yet");
        assertThat(ask("status", "--json").outLines())
                .singleElement()
                .asString()
                .startsWith("{\"ready\":true,");
    }

    @Test
    void tail_asksForWhatItIsTold_andPrintsTheLinesAsTheyAre() {
        server.answering("{\"fact\":\"verdict\",\"n\":1}\n{\"fact\":\"verdict\",\"n\":2}\n");

        Run run = ask(
                "tail",
                "verdicts",
                "--from",
                "beginning",
                "--no-follow",
                "--filter",
                "service=a b",
                "--filter",
                "final=true");

        assertThat(run.code()).isZero();
        assertThat(server.asked())
                .containsExactly(new StubServer.Asked(
                        "GET",
                        "/v1/facts/verdicts",
                        Map.of("from", "beginning", "follow", "false", "filter", "service=a b,final=true"),
                        ""));
        assertThat(run.out()).isEqualTo("{\"fact\":\"verdict\",\"n\":1}\n{\"fact\":\"verdict\",\"n\":2}\n");
    }

    @Test
    void tail_follows_whereNothingElseIsSaid() {
        server.answering("{\"n\":1}\n");

        Run run = ask("tail", "red-windows");

        assertThat(run.out()).isEqualTo("{\"n\":1}\n");
        assertThat(server.askedLast().parameters()).isEqualTo(Map.of("follow", "true"));
        assertThat(run.code()).as("it should not have ended").isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly("bellwether: the server has ended the stream: it stops, or is restarted");
    }

    @Test
    void tail_ofNoTopic_saysWhichThereAre() {
        server.answering(
                404, "{\"error\":{\"message\":\"no facts are named a/b\",\"what_to_do\":\"ask for one of alerts\"}}");

        Run run = ask("tail", "a/b");

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.errLines()).containsExactly("bellwether: no facts are named a/b: ask for one of alerts");
        assertThat(server.askedLast().path()).startsWith("/v1/facts/");
    }

    private static String service(
            String key, String version, double rate, String errors, String p50, String p99, String deployment) {
        return "{\"key\":\"%s\",\"version\":\"%s\",\"requestsPerSecond\":%s,\"errorRatio\":%s,\"p50Millis\":%s,\"p99Millis\":%s,\"openDeployment\":%s}"
                .formatted(key, version, rate, errors, p50, p99, deployment);
    }

    private Run ask(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = server.url();
        return Run.of(all);
    }
}
