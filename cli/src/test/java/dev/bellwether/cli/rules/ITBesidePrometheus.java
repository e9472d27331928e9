package dev.bellwether.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.cli.node.Node;
import dev.bellwether.testing.Requirements;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus evaluates a rule file over what it scrapes, and writes that to Bellwether, which evaluates the same file: the two have
 * the same alerts, at the same times but for one interval. How many seconds that is watched is said by {@code rules.beside.seconds}.
 */
@Tag("long")
class ITBesidePrometheus {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A slot of one lies between two of the other, and a sample is seen by one of them a scrape earlier. */
    private static final Duration TOLERANCE = INTERVAL.plus(Duration.ofMillis(600));

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String RULES = """
            groups:
              - name: recorded
                interval: 1s
                rules:
                  - record: part:faults:rate5s
                    expr: sum by (part) (rate(faults_total[5s]))
              - name: parts
                interval: 1s
                rules:
                  - alert: PressureHigh
                    expr: pressure > 50
                    labels: {severity: page}
                    annotations: {summary: "{{ $labels.part }} stands at {{ $value }}"}
                  - alert: PressureHighForLong
                    expr: pressure > 50
                    for: 3s
                  - alert: RecordedFaults
                    expr: part:faults:rate5s > 5
                    for: 1s
                  - alert: Faults
                    expr: rate(faults_total[5s]) > 5
                  - alert: FaultsOfPump
                    expr: increase(faults_total{part="pump"}[10s]) > 60
                    for: 1s
                  - alert: SpareGone
                    expr: absent(spare)
                    for: 2s
                  - alert: SpareThere
                    expr: count by (part) (spare) == 1 and on () count(pressure) > 2
            """;

    @TempDir
    private Path folder;

    @Test
    void bothHaveTheSameAlerts_atTheSameTimes() throws Exception {
        Path program = Requirements.program("prometheus", "prometheus");
        Duration watched = Duration.ofSeconds(Long.getLong("rules.beside.seconds", 120));
        Path rules = Files.writeString(folder.resolve("parts.yml"), RULES);
        try (Node node = node(folder.resolve("data"));
                ScriptedParts parts = new ScriptedParts()) {
            await().atMost(PATIENCE).until(node::ready);
            RuleTopic topic =
                    new RuleTopic(node.cluster().client(), node.cluster().codec());
            topic.apply("parts.yml", Files.readString(rules));
            try (RealPrometheus prometheus = RealPrometheus.start(
                    program, folder, parts.port(), otlpHttp(node).getPort(), rules, INTERVAL)) {
                Instant compared = Instant.now().plusSeconds(12); // both have seen a whole range of it by then
                Instant until = compared.plus(watched);
                await().atMost(watched.plus(PATIENCE)).until(() -> Instant.now().isAfter(until.plusSeconds(5)));

                List<Firing> theirs = Firing.of(prometheus.firing(), INTERVAL);
                assertThat(between(theirs, compared, until)).as(prometheus::log).hasSizeGreaterThan((int)
                        (watched.toSeconds() / 4));
                await().atMost(PATIENCE).untilAsserted(() -> {
                    List<Firing> ours = Firing.of(topic.events());
                    assertThat(between(ours, compared, until))
                            .as(() -> counts(node))
                            .allMatch(our -> theirs.stream().anyMatch(their -> their.agreesWith(our, TOLERANCE)));
                    assertThat(between(theirs, compared, until))
                            .as(() -> counts(node))
                            .allMatch(their -> ours.stream().anyMatch(our -> our.agreesWith(their, TOLERANCE)));
                });
            }
        }
    }

    /** What Bellwether says of matching and of rules. */
    private static String counts(Node node) {
        URI metrics = node.addresses().operations().resolve("/metrics");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("bellwether_match") || line.startsWith("bellwether_rules"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    /** Those that begin and end well within: at a border one may have seen what the other has not. */
    private static List<Firing> between(List<Firing> firings, Instant from, Instant to) {
        return firings.stream()
                .filter(firing -> firing.from().isAfter(from.plus(TOLERANCE))
                        && firing.to().isBefore(to.minus(TOLERANCE)))
                .toList();
    }

    private static Node node(Path data) throws Exception {
        return Node.start(
                Configuration.of(
                        ConfigurationFile.Contents.NONE,
                        Map.of(),
                        Map.of(
                                "data-folder", data.toString(),
                                "embedded.kafka-port", "0",
                                "embedded.registry-port", "0",
                                "ingest.grpc-port", "0",
                                "ingest.http-port", "0",
                                "console.http-port", "0",
                                "alerting.rules.lead", "3s",
                                "alerting.rules.remote-write-delay", "3s")),
                what -> {});
    }

    private static URI otlpHttp(Node node) {
        return node.addresses().otlpHttp().orElseThrow();
    }
}
