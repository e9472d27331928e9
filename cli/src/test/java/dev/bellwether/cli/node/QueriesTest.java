package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.cli.manifests.Manifests;
import dev.bellwether.promql.syntax.AggregateExpr;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.syntax.VectorSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of dashboards and alerts about Bellwether itself, against the meters that there are. */
class QueriesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DASHBOARDS = ROOT.resolve("compose/grafana/dashboards");
    private static final Path RULES = ROOT.resolve("compose/prometheus/rules.yml");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What whoever scrapes adds. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance", "namespace", "pod");

    private static final Map<String, Set<String>> LABELS = labels();

    /** Those of {@code /metrics} as the catalogue has them, and those of {@code /metrics/services}, which console's tests hold to these. */
    private static Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new HashMap<>();
        MetricsDocument.families()
                .forEach(family ->
                        labels.put(family.name(), Set.copyOf(family.spec().labels())));
        Set<String> ofVersions = Set.of("environment", "service_namespace", "service", "version");
        for (String name :
                List.of("requests_per_second", "error_ratio", "latency_p50_seconds", "latency_p99_seconds")) {
            labels.put("bellwether_service_" + name, ofVersions);
        }
        labels.put(
                "bellwether_service_alerts",
                Set.of("alertname", "alertstate", "environment", "service_namespace", "service"));
        labels.put("bellwether_service_versions_hidden", Set.of());
        labels.put("bellwether_service_alerts_hidden", Set.of());
        return labels;
    }

    static List<String> queries() throws IOException {
        return Stream.concat(
                        stream(dashboard().path("panels"))
                                .flatMap(panel -> stream(panel.path("targets")))
                                .map(target -> target.path("expr").asText()),
                        rules(RULES).map(rule -> rule.path("expr").asText()))
                .toList();
    }

    private static JsonNode dashboard() throws IOException {
        return JSON.readTree(DASHBOARDS.resolve("bellwether.json").toFile());
    }

    private static Stream<JsonNode> rules(Path file) throws IOException {
        return stream(groups(Manifests.parse(Files.readString(file)).get(0)))
                .flatMap(group -> stream(group.path("rules")));
    }

    private static JsonNode groups(JsonNode document) {
        return document.has("spec") ? document.path("spec").path("groups") : document.path("groups");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQuery_asksForWhatThereIs(String query) throws Exception {
        check(query);
    }

    @Test
    void aQueryForWhatThereIsNot_isFound() {
        assertThatThrownBy(() -> check("sum(bellwether_no_such_total)"))
                .hasMessageContaining("bellwether_no_such_total");
        assertThatThrownBy(() -> check("bellwether_streams_running{colour=\"red\"}"))
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> check("sum by (colour) (bellwether_streams_running)"))
                .hasMessageContaining("colour");
    }

    private static void check(String query) throws Exception {
        // Grafana puts durations in their place.
        Expr parsed = new Parser(ParserOptions.DEFAULT)
                .parse(query.replace("$__rate_interval", "1m").replace("$__range", "30m"));
        for (VectorSelector selector : all(parsed, VectorSelector.class)) {
            assertThat(LABELS).containsKey(selector.name());
            selector.matchers().forEach(matcher -> assertThat(known(selector)).contains(matcher.name()));
        }
        for (AggregateExpr aggregation : all(parsed, AggregateExpr.class)) {
            Set<String> known = new HashSet<>();
            all(aggregation, VectorSelector.class).forEach(selector -> known.addAll(known(selector)));
            assertThat(known).containsAll(aggregation.grouping().labels());
        }
    }

    private static Set<String> known(VectorSelector selector) {
        Set<String> known = new HashSet<>(OF_THE_TARGET);
        known.addAll(LABELS.getOrDefault(selector.name(), Set.of()));
        known.add("__name__");
        return known;
    }

    private static <T extends Expr> List<T> all(Expr expression, Class<T> kind) {
        return Stream.concat(
                        Stream.of(expression).filter(kind::isInstance).map(kind::cast),
                        expression.children().stream().flatMap(child -> all(child, kind).stream()))
                .toList();
    }

    @Test
    void panels_haveTitlesOfTheirOwn_andSayWhatTheyShow() throws IOException {
        List<JsonNode> panels = stream(dashboard().path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
        assertThat(panels)
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        panel -> assertThat(panel.path("description").asText()).isNotBlank());
        assertThat(panels).extracting(panel -> panel.path("title").asText()).doesNotHaveDuplicates();
    }

    @Test
    void alertsOfComposeAndOfKubernetes_areTheSame() throws IOException {
        assertThat(rules(RULES).toList())
                .isEqualTo(rules(Manifests.FOLDER.resolve("components/monitoring/rules.yaml"))
                        .toList());
    }

    /** Whoever is woken finds what to do. */
    @Test
    void everyAlert_hasARunbook() throws IOException {
        String operations = Files.readString(ROOT.resolve("docs/operations.md"));
        Map<String, JsonNode> alerts =
                rules(RULES).collect(Collectors.toMap(rule -> rule.path("alert").asText(), Function.identity()));
        assertThat(alerts).hasSizeGreaterThan(4);
        alerts.forEach((name, alert) -> {
            assertThat(alert.path("annotations").path("runbook").asText())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(java.util.Locale.ROOT));
            assertThat(operations).contains("\n### " + name + "\n");
        });
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
