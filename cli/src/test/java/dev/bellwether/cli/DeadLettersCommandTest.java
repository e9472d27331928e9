package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersCommandTest {

    private static final String LETTER =
            "{\"letter\":\"3/17\",\"at\":\"2026-01-31T12:00:00.000Z\",\"topic\":\"otlp_spans\","
                    + "\"partition\":1,\"offset\":7,\"application\":\"bellwether.fold\",\"reason\":\"malformed\",\"bytes\":1200,"
                    + "\"cut\":false,\"replays\":2%s}";
    private static final String LISTED = "{\"total\":5,\"kinds\":[{\"letters\":5,\"topic\":\"otlp_spans\","
            + "\"application\":\"bellwether.fold\",\"reason\":\"malformed\"}],\"letters\":["
            + LETTER.formatted(",\"replayed\":true") + "]}";

    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = StubServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Run run(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = server.url();
        return Run.of(all);
    }

    private static String replayed(String result, String why) {
        return "{\"dryRun\":false,\"more\":3,\"letters\":["
                + LETTER.formatted(",\"result\":\"" + result + "\"" + (why.isEmpty() ? "" : ",\"why\":\"" + why + "\""))
                + "]}";
    }

    private JsonNode sent() throws JsonProcessingException {
        return ServerClient.JSON.readTree(server.askedLast().body());
    }

    @Test
    void list_isATable_withACountByReason() {
        server.answering(LISTED);

        Run run = run("dead-letters", "list", "--topic", "otlp_spans", "--reason", "malformed", "--limit", "7");

        assertThat(run.code()).isZero();
        assertThat(server.asked())
                .containsExactly(new StubServer.Asked(
                        "GET",
                        "/v1/dead-letters",
                        Map.of("topic", "otlp_spans", "reason", "malformed", "limit", "7"),
                        ""));
        assertThat(run.outLines())
                .containsExactly(
                        "LETTER  AT                        TOPIC           APPLICATION      BYTES  REPLAYED       REASON",
                        "3/17    2026-01-31T12:00:00.000Z  otlp_spans/1@7  bellwether.fold  1,200  yes, 2 before  malformed",
                        "and 4 older ones: --limit shows more",
                        "",
                        "By reason",
                        "         5  otlp_spans, bellwether.fold: malformed");
    }

    @Test
    void list_ofNothing_saysSo() {
        server.answering("{\"total\":0,\"kinds\":[],\"letters\":[]}");

        assertThat(run("dead-letters", "list").outLines()).containsExactly("No dead letters.");
        assertThat(run("dead-letters", "list", "--json").out()).isEmpty();
    }

    @Test
    void bytes_areAskedForOnlyWhereTheyAreWanted() {
        server.answering(LISTED).answering("{\"letter\":\"3/17\",\"key\":null,\"value\":\"c2VjcmV0\",\"headers\":[]}");

        Run run = run("dead-letters", "list", "--json", "--show-bytes");

        assertThat(server.askedLast().path()).isEqualTo("/v1/dead-letters/3/17");
        assertThat(run.outLines()).singleElement().asString().contains("\"value\":\"c2VjcmV0\"");
    }

    @ParameterizedTest
    @CsvSource({"2h, 7200", "2026-01-31T12:00:00Z, 0", "2026-01-31T13:00:00+01:00, 0"})
    void since_isATimeOrHowLongAgo(String since, long secondsAgo) {
        server.answering("{\"total\":0,\"kinds\":[],\"letters\":[]}");
        Instant before = Instant.now();

        run("dead-letters", "list", "--since", since);

        Instant asked = Instant.parse(server.askedLast().parameters().get("since"));
        if (secondsAgo > 0) {
            assertThat(asked)
                    .isBetween(before.minusSeconds(secondsAgo), Instant.now().minusSeconds(secondsAgo));
        } else {
            assertThat(asked).isEqualTo("2026-01-31T12:00:00Z");
        }
    }

    @Test
    void replay_isADryRun_unlessToldOtherwise() throws JsonProcessingException {
        server.answering(replayed("would_be_replayed", ""));

        Run run = run("dead-letters", "replay", "--topic", "otlp_spans");

        assertThat(run.code()).isZero();
        assertThat(server.askedLast().method() + " " + server.askedLast().path())
                .isEqualTo("POST /v1/dead-letters/replay");
        assertThat(sent())
                .isEqualTo(ServerClient.JSON.readTree(
                        "{\"topic\":\"otlp_spans\",\"limit\":\"100\",\"dryRun\":true,\"force\":false}"));
        assertThat(run.outLines())
                .containsExactly(
                        "3/17  otlp_spans/1@7 for bellwether.fold: would be replayed",
                        "1 would be replayed",
                        "and 3 more: run it again, or with a greater --limit");
        assertThat(run.errLines()).containsExactly("note: nothing was written; --yes does it");
    }

    @Test
    void replay_withYes_saysWhatItDid() throws JsonProcessingException {
        server.answering(replayed("replayed", ""));

        Run run = run("dead-letters", "replay", "--letter", "3/17", "--letter", "3/18", "--yes", "--force");

        assertThat(run.code()).isZero();
        assertThat(sent().path("letter").toString()).isEqualTo("[\"3/17\",\"3/18\"]");
        assertThat(sent().path("dryRun").asBoolean(true)).isFalse();
        assertThat(sent().path("force").asBoolean()).isTrue();
        assertThat(run.outLines()).contains("1 replayed");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"refused, written back already", "failed, no such partition", "unknown, time-out"})
    void replay_thatDidNotDoAll_fails_andSaysWhy(String result, String why) {
        server.answering(replayed(result, why));

        Run run = run("dead-letters", "replay", "--all", "--yes");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines().get(0)).endsWith(": " + result + ", " + why);
    }

    @Test
    void replay_ofEverything_mustBeSaid() {
        Run run = run("dead-letters", "replay", "--yes");

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.errLines()).singleElement().asString().contains("which letters?", "--all");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void wrongTime_isTold() {
        assertThat(run("dead-letters", "list", "--since", "yesterday").errLines())
                .singleElement()
                .asString()
                .contains("--since");
        assertThat(server.asked()).isEmpty();
    }
}
