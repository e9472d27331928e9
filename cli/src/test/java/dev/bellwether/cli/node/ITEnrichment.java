package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.testing.OtlpPayloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process beside fabric8's mock of an API server: from what runs in a cluster to the attributes of telemetry. */
class ITEnrichment {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADDRESS = "10.1.0.1";

    @TempDir
    private Path folder;

    private final FakeShopCluster cluster = new FakeShopCluster();
    private Node node;

    @BeforeEach
    void start() throws Exception {
        startNode();
    }

    @AfterEach
    void stop() {
        cluster.close();
        if (node != null) {
            node.close();
        }
    }

    private void startNode() throws Exception {
        node = Node.start(
                Configuration.of(
                        ConfigurationFile.Contents.NONE,
                        Map.of(),
                        Map.ofEntries(
                                Map.entry("roles", "ingest,processors,alerting,verification,console,kubernetes"),
                                Map.entry("data-folder", folder.resolve("data").toString()),
                                Map.entry("embedded.kafka-port", "0"),
                                Map.entry("embedded.registry-port", "0"),
                                Map.entry("ingest.grpc-port", "0"),
                                Map.entry("ingest.http-port", "0"),
                                Map.entry("console.http-port", "0"),
                                Map.entry(
                                        "kubernetes.config-file",
                                        cluster.kubeConfig(folder.resolve("kubeconfig"))
                                                .toString()),
                                Map.entry("kubernetes.retry-interval", "100ms"),
                                Map.entry("enrichment.topics", "spans,metrics,logs"),
                                Map.entry("enrichment.patience", "5s"))),
                what -> {});
        await().atMost(PATIENCE).until(node::ready);
    }

    @Test
    void telemetry_hasTheAttributesOfThePodThatSentIt() throws Exception {
        Deployment deployment = cluster.createDeployment("cart");
        ReplicaSet cart = cluster.createReplicaSet("cart-7f", deployment);
        Instant before = Instant.now().minusSeconds(60);
        Pod first = cluster.createPod("cart-7f-a", ADDRESS, before, cart);
        post("traces", traces("first"));
        post("metrics", metrics());
        post("logs", logs());

        assertThat(ofTrace("first"))
                .containsEntry("k8s.pod.name", "cart-7f-a")
                .containsEntry("k8s.pod.uid", first.getMetadata().getUid())
                .containsEntry("k8s.deployment.name", "cart")
                .containsEntry("k8s.node.name", "node-1")
                .containsEntry("container.image.tag", "1.4.2")
                .containsEntry("k8s.pod.label.app.kubernetes.io/name", "cart");
        assertThat(attributes(ExportMetricsServiceRequest.parseFrom(only("otlp_metrics_enriched"))
                        .getResourceMetrics(0)
                        .getResource()))
                .containsEntry("k8s.deployment.name", "cart");
        assertThat(attributes(ExportLogsServiceRequest.parseFrom(only("otlp_logs_enriched"))
                        .getResourceLogs(0)
                        .getResource()))
                .containsEntry("k8s.deployment.name", "cart");

        cluster.setTag(deployment, "1.5.0");
        awaitSaid("ANNOUNCED 1.5.0");
        cluster.setUpdated(deployment, 1);
        awaitSaid("PROGRESSING 1.5.0");
        cluster.setUpdated(deployment, 2);
        awaitSaid("ROLLED_OUT 1.5.0");
        cluster.setTag(deployment, "1.4.2");
        awaitSaid("ROLLED_BACK 1.5.0");

        // the pod goes, and another one is given its address; its metadata comes after its telemetry
        cluster.client.resource(first).delete();
        await().atMost(PATIENCE).until(() -> scrape().sum("bellwether_kubernetes_objects", "kind=\"pod\"") == 0);
        post("traces", traces("between"));
        cluster.createPod("cart-7f-b", ADDRESS, Instant.now(), cart);
        await().atMost(PATIENCE).until(() -> scrape().sum("bellwether_kubernetes_objects", "kind=\"pod\"") == 1);
        post("traces", traces("second"));
        post("traces", tracesOf("unknown", "10.7.7.7"));
        post("traces", tracesOf("late", "10.1.0.9"));
        cluster.createPod("late-1", "10.1.0.9", before, cart);

        assertThat(ofTrace("between")).as("in the grace of the first one").containsKey("k8s.pod.name");
        assertThat(ofTrace("second")).containsEntry("k8s.pod.name", "cart-7f-b");
        assertThat(ofTrace("late")).containsEntry("k8s.pod.name", "late-1");
        assertThat(ofTrace("unknown")).containsEntry("bellwether.kubernetes.unresolved", "not_known");
        Map<String, String> shown = scrape().types();
        assertThat(MetricsDocument.families())
                .filteredOn(family -> family.name().matches("bellwether_(kubernetes|enrichment)_.*"))
                .allSatisfy(family -> assertThat(shown).containsEntry(family.name(), family.type()));
        assertThat(scrape().sum("bellwether_enrichment_read_resources_total"))
                .isEqualTo(scrape().sum("bellwether_enrichment_resources_total"));
        assertThat(scrape().sum("bellwether_enrichment_resources_total", "signal=\"traces\"", "result=\"not_known\""))
                .isEqualTo(1);
    }

    @Test
    @Tag("long")
    void metadata_isThereAgainAfterARestart() throws Exception {
        ReplicaSet cart = cluster.createReplicaSet("cart-7f", cluster.createDeployment("cart"));
        cluster.createPod("cart-7f-a", ADDRESS, Instant.now().minusSeconds(60), cart);
        post("traces", traces("before"));
        assertThat(ofTrace("before")).containsEntry("k8s.pod.name", "cart-7f-a");

        node.close();
        startNode();
        post("traces", traces("after"));

        assertThat(ofTrace("after")).containsEntry("k8s.pod.name", "cart-7f-a");
        assertThat(scrape().sum("bellwether_kubernetes_records_total", "result=\"written\""))
                .as("nothing is said twice")
                .isZero();
    }

    /** On the topic of deployments, of the service that has the name of the deployment in Kubernetes. */
    private void awaitSaid(String event) {
        await().atMost(PATIENCE)
                .until(() -> records(node.topics().deployments().name()).stream()
                        .map(record -> node.cluster().codec().decode(record, DeploymentEvent.class))
                        .filter(said -> said.getNamespace().equals("shop")
                                && said.getService().equals("cart"))
                        .map(said -> said.getPhase() + " " + said.getVersion())
                        .anyMatch(event::equals));
    }

    private static byte[] traces(String span) {
        return tracesOf(span, ADDRESS);
    }

    private static byte[] tracesOf(String span, String address) {
        long now = System.currentTimeMillis() * 1_000_000;
        return OtlpPayloads.traces()
                .resource(resource -> resource.service("cart").attribute("k8s.pod.ip", address))
                .span(each -> each.server(span).startNanos(now).durationNanos(1_000))
                .bytes();
    }

    private static byte[] metrics() {
        return OtlpPayloads.metrics()
                .resource(resource -> resource.service("cart").attribute("k8s.pod.ip", ADDRESS))
                .gauge("queue.size", 1, 7.0)
                .bytes();
    }

    private static byte[] logs() {
        return OtlpPayloads.logs()
                .resource(resource -> resource.service("cart").attribute("k8s.pod.ip", ADDRESS))
                .record(1, SeverityNumber.SEVERITY_NUMBER_INFO, "hello")
                .bytes();
    }

    private void post(String signal, byte[] request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(node.addresses()
                                        .otlpHttp()
                                        .orElseThrow()
                                        .resolve("/v1/" + signal))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Content-Type", "application/x-protobuf")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private byte[] only(String topic) {
        await().atMost(PATIENCE).until(() -> !records(topic).isEmpty());
        assertThat(records(topic)).hasSize(1);
        return records(topic).get(0);
    }

    /** Attributes of the resource of the one span with this name. */
    private Map<String, String> ofTrace(String span) {
        List<Map<String, String>> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            found.clear();
            for (byte[] record : records("otlp_spans_enriched")) {
                ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(record);
                if (request.getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getName()
                        .equals(span)) {
                    found.add(attributes(request.getResourceSpans(0).getResource()));
                }
            }
            return !found.isEmpty();
        });
        assertThat(found).as("exactly once").hasSize(1);
        return found.get(0);
    }

    private static Map<String, String> attributes(Resource resource) {
        return resource.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, each -> each.getValue().getStringValue()));
    }

    private List<byte[]> records(String topic) {
        List<byte[]> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", node.cluster().bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    records.add(record.value());
                }
            }
        }
        return records;
    }

    private Exposition scrape() throws IOException, InterruptedException {
        return Exposition.scrape(node.addresses().operations());
    }
}
