package dev.bellwether.cli.interop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.Launched;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.cli.node.Node;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts read, and telemetry sent, with clients and SDKs of other languages; all share one running Bellwether. */
class ITForeignClients {

    private static final Topics TOPICS = Topics.standard();

    /** What strangers read. */
    private static final List<Topic> FACT_TOPICS = List.of(
            TOPICS.redWindows(), TOPICS.deployments(), TOPICS.verdicts(), TOPICS.alerts(), TOPICS.alertEvents());

    @TempDir
    static Path data;

    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = new HashMap<>(Incidents.SETTINGS);
        settings.put("data-folder", data.toString());
        for (String port : List.of(
                "embedded.kafka-port",
                "embedded.registry-port",
                "ingest.grpc-port",
                "ingest.http-port",
                "console.http-port")) {
            settings.put(port, "0");
        }
        node = Node.start(Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), settings), what -> {});
        await().atMost(Launched.PATIENCE_SECONDS, SECONDS).until(node::ready);
        Incidents incidents = new Incidents(node, ITForeignClients::facts);
        incidents.happen();
        incidents.abort(TOPICS.verdicts().name());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void confluentKafkaForPython_readsWhatBellwetherReads() throws IOException, InterruptedException {
        readsTheSame(ForeignRuntime.python(), Snippet.readingFacts("python"));
    }

    @Test
    void kafkajs_readsWhatBellwetherReads() throws IOException, InterruptedException {
        readsTheSame(ForeignRuntime.node(), Snippet.readingFacts("js"));
    }

    @Test
    void openTelemetryForPython_isCountedExactly() throws IOException, InterruptedException {
        isCounted(ForeignRuntime.python(), 4);
    }

    @Test
    void openTelemetryForJavaScript_isCountedExactly() throws IOException, InterruptedException {
        isCounted(ForeignRuntime.node(), 6);
    }

    @Test
    void factTopics_areStoredInACodecThatEveryClientReads() throws IOException {
        for (Topic topic : FACT_TOPICS) {
            assertThat(StoredBatches.byCodec(data.resolve("kafka"), topic.name()))
                    .as(topic.name())
                    .containsOnlyKeys("gzip");
        }
        assertThat(StoredBatches.byCodec(
                        data.resolve("kafka"), TOPICS.redDeltas().name()))
                .as("what only Bellwether reads is not compressed twice")
                .containsOnlyKeys("none");
    }

    private void readsTheSame(ForeignRuntime runtime, Snippet snippet) throws IOException, InterruptedException {
        Snippet program = snippet.readingFrom(
                node.addresses().kafka(),
                node.addresses().registry().get(0).toString(),
                FACT_TOPICS.stream().map(Topic::name).toList());
        try (Launched reader = runtime.start(program.text())) {
            await().atMost(Launched.PATIENCE_SECONDS, SECONDS)
                    .pollInterval(200, MILLISECONDS)
                    .failFast(
                            () -> assertThat(reader.running()).as("%s", reader).isTrue())
                    .untilAsserted(() -> assertThat(printed(reader)).isEqualTo(FactLine.byKey(facts())));
        }
    }

    private static Map<String, List<JsonNode>> printed(Launched reader) throws IOException {
        return FactLine.byKey(reader.outLines().stream()
                .map(line -> FactLine.printed(line, TOPICS))
                .toList());
    }

    private static void isCounted(ForeignRuntime runtime, int ways) throws IOException, InterruptedException {
        SentTelemetry sent = SentTelemetry.printed(runtime.run(
                "send_otlp",
                node.addresses().otlpGrpc().orElseThrow().toString(),
                node.addresses().otlpHttp().orElseThrow().toString()));
        assertThat(sent.services()).hasSize(ways);

        await().atMost(Launched.PATIENCE_SECONDS, SECONDS)
                .pollInterval(200, MILLISECONDS)
                .untilAsserted(() -> assertThat(SentTelemetry.counted(facts(), sent.services()))
                        .isEqualTo(sent.operations()));
        // Acknowledged before the program ended, so they stand on their topics.
        assertThat(SentTelemetry.dataPoints(
                        Log.read(node.cluster().client(), List.of("otlp_metrics")), sent.services()))
                .isEqualTo(sent.dataPoints());
        assertThat(SentTelemetry.logRecords(Log.read(node.cluster().client(), List.of("otlp_logs")), sent.services()))
                .isEqualTo(sent.logRecords());
    }

    private static List<FactLine> facts() {
        return Log.read(
                        node.cluster().client(),
                        FACT_TOPICS.stream().map(Topic::name).toList())
                .stream()
                .map(record -> FactLine.read(record, node.cluster().codec(), TOPICS))
                .toList();
    }
}
