package dev.bellwether.cli.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.ingest.RejectReason;
import dev.bellwether.schemas.Topic;
import dev.bellwether.testing.Requirements;
import dev.bellwether.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process, sent all that can go right and wrong, and what it then shows of itself. */
class ITSelfObservation {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String JSON = "application/json";

    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Node node;

    private static ScriptedServer alertmanager;

    /** Only a process with a cluster to watch shows these. */
    private static final List<String> OF_A_CLUSTER =
            List.of("bellwether_kubernetes_", "bellwether_enrichment_", "bellwether_rollouts_");

    /** Only a process that has certificates, files to watch, or a receiver of its own telemetry shows these. */
    private static final Set<String> WITH_MORE = Set.of(
            "bellwether_edge_reloads_total",
            "bellwether_edge_certificate_expires_seconds",
            "bellwether_export_ended_spans_total",
            "bellwether_export_spans_total",
            "bellwether_export_pending_spans",
            "bellwether_export_requests_total");

    /** What was sent, by the answer that it got. */
    private static final Map<Integer, Integer> ANSWERS = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        alertmanager = new ScriptedServer(ScriptedServer.status(503));
        node = Node.start(
                Configuration.of(
                        ConfigurationFile.Contents.NONE,
                        Map.of(),
                        Map.ofEntries(
                                Map.entry("data-folder", folder.toString()),
                                Map.entry("embedded.kafka-port", "0"),
                                Map.entry("embedded.registry-port", "0"),
                                Map.entry("ingest.grpc-port", "0"),
                                Map.entry("ingest.http-port", "0"),
                                Map.entry("console.http-port", "0"),
                                Map.entry(
                                        "notification.alertmanagers",
                                        alertmanager.uri().toString()),
                                Map.entry("notification.longest-pause", "100ms"),
                                Map.entry("windows.length", "1s"),
                                Map.entry("windows.grace", "1s"),
                                Map.entry("windows.restate-for", "2s"),
                                Map.entry("ingest.max-request-bytes", "200kB"),
                                Map.entry("ingest.max-record-bytes", "50kB"))),
                what -> {});
        await().atMost(PATIENCE).until(node::ready);
        sendAllKinds();
    }

    @AfterAll
    static void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void counts_addUp_stageByStage() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Exposition shown = scrape();
            assertThat(shown.sum("bellwether_windows_calls_total", "result=\"late\""))
                    .isEqualTo(1);
            assertThat(shown.sum("bellwether_fold_records_total", "result=\"duplicate\""))
                    .isEqualTo(1);
            assertThat(shown.sum("bellwether_dead_letters_total", "application=\"fold\""))
                    .isEqualTo(2);
            assertThat(shown.sum("bellwether_windows_calls_total", "result=\"applied\""))
                    .isEqualTo(3);
            for (String what : List.of("requests", "items", "bytes")) {
                assertThat(total(shown, "bellwether_ingest_received_" + what))
                        .as(what)
                        .isPositive()
                        .isEqualTo(total(shown, "bellwether_ingest_appended_" + what)
                                + total(shown, "bellwether_ingest_rejected_" + what));
            }
            assertThat(total(shown, "bellwether_fold_read_records"))
                    .isEqualTo(total(shown, "bellwether_fold_records")
                            + shown.sum("bellwether_dead_letters_total", "application=\"fold\""));
            assertThat(total(shown, "bellwether_fold_read_spans")).isEqualTo(total(shown, "bellwether_fold_spans"));
            assertThat(shown.sum("bellwether_fold_spans_total", "kind=\"other\""))
                    .isEqualTo(1);
            assertThat(total(shown, "bellwether_windows_read_calls"))
                    .isEqualTo(total(shown, "bellwether_windows_calls"));
        });
    }

    /** Those that a client can bring about are brought about; the others show their zero. */
    @Test
    void everyReasonOfARefusal_isAValueOfTheLabel() throws IOException, InterruptedException {
        Exposition shown = scrape();
        Set<String> provoked = Set.of(
                "malformed",
                "too_deep",
                "too_large",
                "unsupported_media_type",
                "unsupported_encoding",
                "method_not_allowed",
                "unknown_path");

        assertThat(Arrays.stream(RejectReason.values()).map(RejectReason::tag)).allSatisfy(reason -> {
            String label = "reason=\"" + reason + "\"";
            assertThat(shown.samples().keySet())
                    .anyMatch(sample ->
                            sample.startsWith("bellwether_ingest_rejected_requests_total") && sample.contains(label));
            assertThat(shown.sum("bellwether_ingest_rejected_requests_total", label) > 0)
                    .as(reason)
                    .isEqualTo(provoked.contains(reason));
        });
        assertThat(shown.sum("bellwether_ingest_rejected_items_total", "reason=\"item_too_large\""))
                .isEqualTo(1);
        assertThat(shown.sum("bellwether_ingest_rejected_requests_total", "reason=\"unknown_path\"", "signal=\"none\""))
                .isEqualTo(2);
        assertThat(total(shown, "bellwether_ingest_received_requests"))
                .isEqualTo(ANSWERS.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void whatIsShown_isWhatTheCatalogueNames() {
        Map<String, String> named = MetricsDocument.families().stream()
                .collect(Collectors.toMap(
                        MetricsDocument.Family::name, MetricsDocument.Family::type, (a, b) -> a, TreeMap::new));
        named.keySet().removeAll(WITH_MORE);
        // a process without a cluster to watch has none of these
        named.keySet().removeIf(name -> OF_A_CLUSTER.stream().anyMatch(name::startsWith));
        System.gc(); // pauses show from the first one on

        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, String> shown = new TreeMap<>(scrape().types());
            shown.keySet().removeIf(name -> name.endsWith("_max") && shown.containsKey(withoutMax(name)));
            assertThat(shown).isEqualTo(named);
        });
    }

    @Test
    void labels_areThoseOfTheCatalogue() throws IOException, InterruptedException {
        Exposition shown = scrape();

        assertThat(MetricsDocument.families())
                .filteredOn(family -> !WITH_MORE.contains(family.name()))
                .allSatisfy(family -> assertThat(shown.labels(family.name()))
                        .as(family.name())
                        .isSubsetOf(new TreeSet<>(family.spec().labels())));
    }

    @Test
    void series_areFew() throws IOException, InterruptedException {
        assertThat(scrape().samples()).hasSizeLessThan(1_000);
    }

    @Test
    void promtool_hasNothingToSay() throws IOException, InterruptedException {
        Path promtool = Requirements.program("promtool", "promtool");
        Path shown = Files.writeString(folder.resolve("metrics.txt"), scrape().text());

        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectInput(shown.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }

    /** Such an outage is none of the process: it stays ready. */
    @Test
    void anAlertmanagerThatIsAway_isSeen_andWhenItIsBack() throws Exception {
        String label = "alertmanager=\"" + alertmanager.uri() + "\"";
        writeAlert();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                scrape().sum("bellwether_notification_errors_total", label, "reason=\"status\""))
                        .isPositive());
        assertThat(notification()).startsWith("takes none since ").endsWith(": status 503");
        assertThat(scrape().sum("bellwether_notification_queue_length", label)).isEqualTo(1);
        assertThat(node.ready()).isTrue();

        alertmanager.answers(ScriptedServer.status(200));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scrape().sum("bellwether_notification_sent_total", label))
                        .isEqualTo(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(notification()).startsWith("takes alerts, the last at "));
    }

    private static void writeAlert() throws Exception {
        Alert alert = Alert.newBuilder()
                .setLabels(Map.of("alertname", "HighLatency"))
                .setState(AlertState.FIRING)
                .setStartsAt(Instant.now())
                .build();
        Topic topic = node.topics().alerts();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(node.cluster().client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic.name(), new byte[] {1}, node.cluster().codec().encode(topic, alert)))
                    .get();
        }
    }

    private static String notification() throws IOException, InterruptedException {
        String status = CLIENT.send(
                        HttpRequest.newBuilder(node.addresses().operations().resolve("/v1/status"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return new JsonMapper()
                .readTree(status)
                .path("roles")
                .findParent(alertmanager.uri().toString())
                .path(alertmanager.uri().toString())
                .asText();
    }

    @Test
    void applications_sayHowTheyDo() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Exposition shown = scrape();
            for (String application : List.of("fold", "red-windows", "alerting", "verification")) {
                String label = "application=\"" + application + "\"";
                assertThat(shown.sum("bellwether_streams_running", label)).isEqualTo(1);
                assertThat(shown.sum("bellwether_streams_threads", label)).isEqualTo(1);
                assertThat(shown.sum("bellwether_streams_restoring_stores", label))
                        .isZero();
                assertThat(shown.sum("bellwether_streams_log_time_lag_seconds", label))
                        .as("lag of %s", application)
                        .isBetween(0.0, 60.0);
            }
        });
    }

    private static Exposition scrape() throws IOException, InterruptedException {
        return Exposition.scrape(node.addresses().operations());
    }

    private static double total(Exposition shown, String family) {
        return shown.sum(family + "_total");
    }

    private static String withoutMax(String name) {
        return name.substring(0, name.length() - "_max".length());
    }

    // ---- what is sent

    private static void sendAllKinds() throws Exception {
        long now = Instant.now().toEpochMilli();
        String good = span(2, now, "");
        post("/v1/traces", JSON, "identity", good); // folded, applied
        post("/v1/traces", JSON, "identity", good); // a duplicate
        post("/v1/traces", JSON, "identity", span(3, now, "")); // not an entry span
        post(
                "/v1/traces",
                JSON,
                "identity",
                span(2, now, "x".repeat(30_000))); // twice, which is an item too large for a record
        post("/v1/logs", JSON, "identity", "{}"); // nothing in it
        post("/v1/traces", JSON, "identity", "{"); // malformed
        post("/v1/traces", JSON, "identity", deep()); // too deep
        post("/v1/traces", JSON, "identity", " ".repeat(300_000)); // too large
        post("/v1/traces", "text/plain", "identity", good); // media type
        post("/v1/traces", JSON, "br", good); // encoding
        send(HttpRequest.newBuilder(http("/v1/traces")).GET()); // method
        post("/v1/profiles", JSON, "identity", good); // no such path
        post(
                "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                "application/grpc",
                "identity",
                ""); // wrong port: gRPC refuses with HTTP's 200 and a status of its own
        writeDeadLetters();
        await().atMost(PATIENCE).until(() -> applied() >= 1 && scrape().sum("bellwether_windows_revisions_total") >= 1);
        post("/v1/traces", JSON, "identity", span(2, now - 3_600_000, "")); // late
        post("/v1/traces", JSON, "identity", span(5, Instant.now().toEpochMilli(), "")); // applied
        post("/v1/traces", JSON, "identity", span(5, Instant.now().toEpochMilli() + 1, "")); // applied
        assertThat(ANSWERS).isEqualTo(new TreeMap<>(Map.of(200, 9, 400, 2, 404, 1, 405, 1, 413, 1, 415, 2)));
    }

    private static double applied() throws IOException, InterruptedException {
        return scrape().sum("bellwether_windows_calls_total", "result=\"applied\"");
    }

    /** What somebody else writes to the raw topic: no request, and nothing at all. */
    private static void writeDeadLetters() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", node.cluster().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            String spans = node.topics().otlpSpans().name();
            producer.send(new ProducerRecord<>(spans, new byte[] {1, 2, 3})).get();
            producer.send(new ProducerRecord<>(spans, null, null)).get();
        }
    }

    private static void post(String path, String type, String encoding, String body)
            throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(http(path))
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        int status = CLIENT.send(
                        request.version(HttpClient.Version.HTTP_1_1).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        ANSWERS.merge(status, 1, Integer::sum);
    }

    private static URI http(String path) {
        return node.addresses().otlpHttp().orElseThrow().resolve(path);
    }

    private static String span(int kind, long endMillis, String comment) {
        return """
                {"resourceSpans":[{
                  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
                  "scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
                    "name":"GET /","kind":%d,"startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000",
                    "attributes":[{"key":"comment","value":{"stringValue":"%s"}},{"key":"again","value":{"stringValue":"%s"}}]}]}]}]}
                """.formatted(kind, endMillis - 20, endMillis, comment, comment);
    }

    private static String deep() {
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"k\",\"value\":"
                + "{\"arrayValue\":{\"values\":[".repeat(80)
                + "{\"intValue\":1}"
                + "]}}".repeat(80)
                + "}]}}]}";
    }
}
