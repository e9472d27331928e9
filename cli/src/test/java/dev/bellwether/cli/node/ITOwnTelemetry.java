package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process that tells of itself to itself, read back from the raw topics. */
class ITOwnTelemetry {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int REQUESTS = 3;
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    @TempDir
    static Path folder;

    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        node = Node.start(
                Configuration.of(
                        ConfigurationFile.Contents.NONE,
                        Map.of(),
                        Map.of(
                                "data-folder", folder.toString(),
                                "embedded.kafka-port", "0",
                                "embedded.registry-port", "0",
                                "ingest.grpc-port", "0",
                                "ingest.http-port", "0",
                                "console.http-port", "0",
                                "telemetry.endpoint", "self",
                                "telemetry.interval", "250ms")),
                what -> {});
        await().atMost(PATIENCE).until(node::ready);
        for (int i = 0; i < REQUESTS; i++) {
            post(i);
        }
        await().atMost(PATIENCE).until(() -> ended() == 2 * REQUESTS && exported() == 2 * REQUESTS);
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aRequest_isASpanUnderItsCaller_andItsAppendOneUnderThat() throws InvalidProtocolBufferException {
        List<Span> own = ownSpans();
        assertThat(own)
                .filteredOn(span -> span.getName().equals("POST /v1/traces"))
                .hasSize(REQUESTS);

        Span request = own.stream()
                .filter(span -> hex(span.getTraceId().toByteArray()).equals(TRACE))
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .findFirst()
                .orElseThrow();
        assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo(CALLER);
        assertThat(own)
                .filteredOn(span -> span.getParentSpanId().equals(request.getSpanId()))
                .singleElement()
                .satisfies(append -> {
                    assertThat(append.getName()).isEqualTo("send otlp_spans");
                    assertThat(append.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
                });
    }

    /** Each export of metrics is a request too, and so is that of the spans: had they spans, there would be ever more. */
    @Test
    void watchingItself_doesNotFeedItself() throws Exception {
        double before = exportsOfMetrics();
        await().atMost(PATIENCE).until(() -> exportsOfMetrics() >= before + 10);

        assertThat(ended()).isEqualTo(2 * REQUESTS);
        assertThat(ownSpans()).hasSize(2 * REQUESTS);
    }

    @Test
    void whatIsSent_isWhatIsShown() throws Exception {
        Set<String> catalogue = MetricsDocument.families().stream()
                .map(family -> family.spec().name())
                .collect(Collectors.toSet());
        Set<String> shown = scrape().types().keySet();
        Set<String> named = MetricsDocument.families().stream()
                .filter(family -> shown.contains(family.name()))
                .map(family -> family.spec().name())
                .collect(Collectors.toSet());
        // what no client has measured yet has no value, and so is not sent
        named.removeAll(Set.of("kafka.consumer.records.lag.max", "kafka.producer.request.latency.average"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<String> sent = ownMetrics().stream().map(Metric::getName).collect(Collectors.toSet());
            assertThat(sent)
                    .isSubsetOf(catalogue)
                    .containsAll(named)
                    .contains(
                            "jvm.memory.used",
                            "process.cpu",
                            "kafka.producer.records.sent",
                            "kafka.consumer.records.consumed",
                            "kafka.streams.store.files",
                            "bellwether.ingest.received.items");
        });
    }

    @Test
    void itsRequests_areCountedLikeThoseOfAnyService() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scrape().sum("bellwether_windows_read_calls_total"))
                        .isEqualTo(2.0 * REQUESTS)); // those that were posted, and the requests that brought them
    }

    private static double ended() throws IOException, InterruptedException {
        return scrape().sum("bellwether_export_ended_spans_total");
    }

    private static double exported() throws IOException, InterruptedException {
        return scrape().sum("bellwether_export_spans_total", "result=\"exported\"");
    }

    private static double exportsOfMetrics() throws IOException, InterruptedException {
        return scrape().sum("bellwether_export_requests_total", "signal=\"metrics\"", "outcome=\"done\"");
    }

    private static List<Span> ownSpans() throws InvalidProtocolBufferException {
        List<Span> spans = new ArrayList<>();
        for (byte[] record : records(node.topics().otlpSpans().name())) {
            for (ResourceSpans group :
                    ExportTraceServiceRequest.parseFrom(record).getResourceSpansList()) {
                boolean own = group.getResource().getAttributesList().stream()
                        .anyMatch(pair -> pair.getKey().equals("service.name")
                                && pair.getValue().getStringValue().equals("bellwether"));
                if (own) {
                    group.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
                }
            }
        }
        return spans;
    }

    private static List<Metric> ownMetrics() throws InvalidProtocolBufferException {
        List<Metric> metrics = new ArrayList<>();
        for (byte[] record : records(node.topics().otlpMetrics().name())) {
            ExportMetricsServiceRequest.parseFrom(record)
                    .getResourceMetricsList()
                    .forEach(group ->
                            group.getScopeMetricsList().forEach(scope -> metrics.addAll(scope.getMetricsList())));
        }
        return metrics;
    }

    /** What is on a topic now, without ticks. */
    private static List<byte[]> records(String topic) {
        List<byte[]> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", node.cluster().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.value() != null && record.value().length > 0) {
                        records.add(record.value());
                    }
                });
            }
        }
        return records;
    }

    private static void post(int number) throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        String body = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
                  "spanId":"eee19b7ec3c1b17%d","name":"GET /","kind":2,
                  "startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000"}]}]}]}""".formatted(number, now - 20, now);
        HttpRequest.Builder request = HttpRequest.newBuilder(otlp("/v1/traces"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (number == 0) {
            request.header("traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static URI otlp(String path) {
        return node.addresses().otlpHttp().orElseThrow().resolve(path);
    }

    private static Exposition scrape() throws IOException, InterruptedException {
        return Exposition.scrape(node.addresses().operations());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
