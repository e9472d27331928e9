package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rule files over HTTP, on a real broker. */
@ExtendWith(SharedBroker.class)
class ITRuleRoutes {

    private static final String RULES = """
            groups:
              - name: shop
                interval: 15s
                limit: 5
                rules:
                  - record: job:up:sum
                    expr: sum by (job) (up)
                    labels: {team: shop}
                  - alert: Down
                    expr: up == 0
                    for: 5m
                    keep_firing_for: 90s
                    labels: {severity: critical}
                    annotations: {summary: '{{ $labels.job }} is down'}
            """;
    private static final String BAD_RULES = RULES.replace("up == 0", "up ==").replace("for: 5m", "for: soon");

    /** Shared: each test has files of its own. */
    private static Rig rig;

    @BeforeAll
    static void startConsole(EmbeddedBroker broker) {
        rig = Rig.withRealClock(broker.bootstrapServers());
        await().until(() -> rig.json("/v1/rules").at("/complete").booleanValue());
    }

    @AfterAll
    static void stopConsole() {
        rig.close();
    }

    @Test
    void file_isApplied_staysWhereABadOneIsToReplaceIt_andIsRemoved() {
        JsonNode applied = Rig.json(rig.put("/v1/rules/life.yml", RULES));
        assertThat(applied.at("/result").textValue()).isEqualTo("applied");
        assertThat(applied.at("/state").textValue()).isEqualTo("pending");
        assertThat(applied.at("/groups/0").toString())
                .matches("\\{\"group\":\"shop\",\"hash\":\"[0-9a-f]{32}\",\"intervalSeconds\":15.0,\"rules\":2}");
        assertThat(listed("life.yml").at("/effectiveFrom")).isEqualTo(applied.at("/effectiveFrom"));
        await().until(() -> groups("life.yml").size() == 1);
        assertThat(listed("life.yml").at("/state").textValue()).isEqualTo("in_force");
        assertThat(listed("life.yml").at("/origin").textValue()).isEqualTo("api");

        AggregatedHttpResponse refused = rig.put("/v1/rules/life.yml", BAD_RULES);

        assertThat(refused.status().code()).isEqualTo(400);
        JsonNode problems = Rig.json(refused).at("/error/problems");
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).textValue()).startsWith("life.yml:10:");
        assertThat(problems.get(1).textValue()).startsWith("life.yml:11:");
        assertThat(Rig.json(refused).at("/error/message").textValue())
                .contains(problems.get(0).textValue(), problems.get(1).textValue());
        assertThat(listed("life.yml").at("/effectiveFrom")).isEqualTo(applied.at("/effectiveFrom"));
        assertThat(Rig.json(rig.put("/v1/rules/life.yml", RULES + "# the same"))
                        .at("/result")
                        .textValue())
                .isEqualTo("unchanged");

        assertThat(Rig.json(rig.delete("/v1/rules/life.yml")).at("/result").textValue())
                .isEqualTo("removed");
        assertThat(listed("life.yml").isMissingNode()).isTrue();
        await().until(() -> groups("life.yml").isEmpty());
        assertThat(rig.delete("/v1/rules/life.yml").status().code()).isEqualTo(404);
    }

    /** The alert of another group with the same name, and one that is over, are not among its alerts. */
    @Test
    void rules_haveTheFormOfPrometheus_withTheirAlerts() {
        rig.put("/v1/rules/form.yml", RULES);
        alert("1", AlertState.FIRING, "form.yml;shop");
        alert("2", AlertState.PENDING, "form.yml;other");
        alert("3", AlertState.RESOLVED, "form.yml;shop");

        await().until(() -> groups("form.yml").at("/0/rules/1/state").asText().equals("firing"));

        assertThat(groups("form.yml").toString())
                .isEqualTo("[{\"name\":\"shop\",\"file\":\"form.yml\",\"interval\":15.0,\"limit\":5,\"rules\":["
                        + "{\"name\":\"job:up:sum\",\"query\":\"sum by (job) (up)\",\"labels\":{\"team\":\"shop\"},"
                        + "\"health\":\"unknown\",\"type\":\"recording\"},"
                        + "{\"state\":\"firing\",\"duration\":300.0,\"keepFiringFor\":90.0,"
                        + "\"annotations\":{\"summary\":\"{{ $labels.job }} is down\"},\"alerts\":["
                        + "{\"labels\":{\"alertname\":\"Down\",\"job\":\"1\"},\"annotations\":{\"summary\":\"1 is down\"},"
                        + "\"state\":\"firing\",\"activeAt\":\"2026-01-31T12:00:00.000Z\",\"value\":\"0e+00\"}],"
                        + "\"name\":\"Down\",\"query\":\"up == 0\",\"labels\":{\"severity\":\"critical\"},"
                        + "\"health\":\"unknown\",\"type\":\"alerting\"}]}]");
    }

    @Test
    void rules_areFiltered_asPrometheusDoes() {
        rig.put("/v1/rules/filter.yml", RULES);
        await().until(() -> groups("filter.yml").size() == 1);

        assertThat(names("type=alert")).containsExactly("Down");
        assertThat(names("type=record")).containsExactly("job:up:sum");
        assertThat(names("rule_name[]=Down&rule_name[]=Up")).containsExactly("Down");
        assertThat(names("rule_name[]=Up")).isEmpty();
        assertThat(names("rule_group[]=shop")).hasSize(2);
        assertThat(names("rule_group[]=other")).isEmpty();
        assertThat(names("type=alert&exclude_alerts=true&unknown=1")).containsExactly("Down");
        assertThat(rig.json("/api/v1/rules?exclude_alerts=true").toString()).doesNotContain("\"alerts\"");
        AggregatedHttpResponse wrong = rig.get("/api/v1/rules?type=alerts");
        assertThat(wrong.status().code()).isEqualTo(400);
        assertThat(Rig.json(wrong).at("/errorType").textValue()).isEqualTo("bad_data");
    }

    @Test
    void fileThatDoesNotFitIntoARecord_isRefused_andALargeOneIsNot() {
        String large = RULES + "# " + "x".repeat(RulePublisher.MAX_TEXT_BYTES - RULES.length() - 2);
        assertThat(rig.put("/v1/rules/large.yml", large).status().code()).isEqualTo(200);

        AggregatedHttpResponse response = rig.put("/v1/rules/large.yml", large + "x");

        assertThat(response.status().code()).isEqualTo(413);
        assertThat(Rig.json(response).at("/error/message").textValue()).contains("at most 1000000 bytes");
    }

    @Test
    void namesAndTextsThatCannotBeUsed_areRefused() {
        assertThat(rig.put("/v1/rules/" + "x".repeat(201), RULES).status().code())
                .isEqualTo(400);
        assertThat(rig.put("/v1/rules/empty.yml", "").status().code()).isEqualTo(400);
    }

    @Test
    void reload_isDone_orToldWithAllThatIsWrong() {
        assertThat(rig.client()
                        .post("/-/reload", "")
                        .aggregate()
                        .join()
                        .status()
                        .code())
                .isEqualTo(200);
        rig.reloadProblems.add("a.yml:1:2: this");
        rig.reloadProblems.add("b.yml:3:4: that");

        AggregatedHttpResponse response =
                rig.client().post("/-/reload", "").aggregate().join();

        rig.reloadProblems.clear();
        assertThat(response.status().code()).isEqualTo(500);
        assertThat(Rig.json(response).at("/error/problems").toString())
                .isEqualTo("[\"a.yml:1:2: this\",\"b.yml:3:4: that\"]");
    }

    private static void alert(String job, AlertState state, String group) {
        rig.write(
                Alert.newBuilder()
                        .setFingerprint("00000000000000a" + job)
                        .setLabels(Map.of("alertname", "Down", "job", job))
                        .setAnnotations(Map.of("summary", job + " is down"))
                        .setState(state)
                        .setActiveAt(Fixtures.NOON)
                        .setEvaluatedAt(Fixtures.NOON)
                        .setGroup(group)
                        .setExpression("up == 0")
                        .build(),
                rig.topics.alerts());
    }

    private static JsonNode listed(String file) {
        for (JsonNode tree : rig.json("/v1/rules").at("/files")) {
            if (tree.at("/file").textValue().equals(file)) {
                return tree;
            }
        }
        return rig.json("/v1/rules").at("/missing");
    }

    private static JsonNode groups(String file) {
        return rig.json("/api/v1/rules?file[]=" + file).at("/data/groups");
    }

    private static Iterable<String> names(String filter) {
        return rig.json("/api/v1/rules?file[]=filter.yml&" + filter)
                .at("/data/groups/0/rules")
                .findValuesAsText("name");
    }
}
