package dev.bellwether.cli.interop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.Launched;
import dev.bellwether.cli.node.Node;
import dev.bellwether.testing.OtlpPayloads;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Makes happen what facts are about, and waits until they stand on their topics. */
final class Incidents {

    /** What shortens the way to an alert and a verdict. */
    static final Map<String, String> SETTINGS = Map.of(
            "windows.length", "1s",
            "windows.grace", "1s",
            "verification.grace", "1s",
            "verification.first-versions", "1s",
            "alerting.range", "10s",
            "alerting.error-ratio-for", "4s");

    private static final String VERSION = "1.0.0";
    private static final String CANARY = "2.0.0";

    private final Node node;
    private final Supplier<List<FactLine>> facts;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param facts what stands on the fact topics now */
    Incidents(Node node, Supplier<List<FactLine>> facts) {
        this.node = node;
        this.facts = facts;
    }

    /** A rollout that fails and sets off an alert, and a scare that is over before it fires. */
    void happen() throws IOException, InterruptedException {
        announce("checkout", CANARY, VERSION);
        send("checkout", VERSION, 1000, 0);
        send("checkout", CANARY, 500, 200);
        send("cart", VERSION, 100, 50);
        await("a pending alert on the cart", alert("cart", "PENDING"));
        send("cart", VERSION, 5000, 0); // now 1 % of the range are errors
        await("a firing alert on the checkout", alert("checkout", "FIRING"));
        await("a tombstone", FactLine::isTombstone);
        await(
                "a failed deployment",
                line -> line.fact().path("status").asText().equals("FAIL")
                        && line.fact().path("final").asBoolean());
    }

    /** What stands on a topic after an exactly-once producer changed its mind: no fact, and nothing that anybody should see. */
    void abort(String topic) throws InterruptedException, ExecutionException {
        Map<String, Object> config = new HashMap<>(node.cluster().client());
        config.put("transactional.id", "somebody-who-aborts");
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1, 2, 3}))
                    .get();
            producer.abortTransaction();
        }
    }

    private void announce(String service, String version, String previous) throws IOException, InterruptedException {
        String body = """
                {"service":"%s","version":"%s","previousVersion":"%s"}""".formatted(service, version, previous);
        URI uri = node.addresses().console().orElseThrow().resolve("/v1/deployments");
        post(uri, "application/json", BodyPublishers.ofString(body));
    }

    /** @param errors how many of the requests, the first ones, have status ERROR */
    private void send(String service, String version, int requests, int errors)
            throws IOException, InterruptedException {
        Instant now = Instant.now();
        long nanos = SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        byte[] body = OtlpPayloads.traces()
                .resource(service, version)
                .spans(
                        requests,
                        (span, i) -> span.http("GET", "/things/{id}", i < errors ? 500 : 200)
                                .startNanos(nanos - 1_000_000L)
                                .durationNanos(1_000_000L + i))
                .bytes();
        URI uri = node.addresses().otlpHttp().orElseThrow().resolve("/v1/traces");
        post(uri, "application/x-protobuf", BodyPublishers.ofByteArray(body));
    }

    private void post(URI uri, String type, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .POST(body)
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private void await(String what, Predicate<FactLine> wanted) {
        Awaitility.await(what)
                .atMost(Launched.PATIENCE_SECONDS, SECONDS)
                .pollInterval(200, MILLISECONDS)
                .until(() -> facts.get().stream().anyMatch(wanted));
    }

    private static Predicate<FactLine> alert(String service, String state) {
        return line -> line.fact().path("labels").path("service").asText().equals(service)
                && line.fact().path("state").asText().equals(state);
    }
}
