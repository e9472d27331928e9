package dev.bellwether.cli.interop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.Launched;
import dev.bellwether.cli.node.Node;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.TracesBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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
            "verification.grace", "2s",
            "verification.first-versions", "1s",
            "alerting.range", "10s",
            "alerting.error-ratio-for", "1s");

    private static final Duration FAST = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofSeconds(3);

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

    /** A rollout that fails and sets off an alert, and a moment of slowness that is over long before its alert would fire. */
    void happen() throws IOException, InterruptedException {
        announce("checkout", CANARY, VERSION);
        send(new Requests("cart", VERSION, 100, 0, SLOW));
        await("a pending alert on the cart", alert("cart", "PENDING"));
        send(new Requests("cart", VERSION, 20_000, 0, FAST)); // less than 1 % of the range are slow now
        // Traffic goes on: what the machine takes too long to send is too late to be judged.
        Predicate<FactLine> failed = line -> line.fact().path("status").asText().equals("FAIL")
                && line.fact().path("final").asBoolean();
        Awaitility.await("a failed deployment")
                .atMost(Launched.PATIENCE_SECONDS, SECONDS)
                .pollInterval(1, SECONDS)
                .untilAsserted(() -> {
                    send(
                            new Requests("checkout", VERSION, 1000, 0, FAST),
                            new Requests("checkout", CANARY, 500, 200, FAST));
                    assertThat(facts.get()).anyMatch(failed);
                });
        await("a firing alert on the checkout", alert("checkout", "FIRING"));
        await("a tombstone", FactLine::isTombstone);
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

    /** Requests of one version, of which the first ones have status ERROR. */
    private record Requests(String service, String version, int number, int errors, Duration duration) {}

    /** Sends requests that all end now, in one request of ours. */
    private void send(Requests... groups) throws IOException, InterruptedException {
        Instant now = Instant.now();
        long end = SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        TracesBuilder traces = OtlpPayloads.traces();
        for (Requests group : groups) {
            long duration = group.duration().toNanos();
            traces.resource(group.service(), group.version())
                    .spans(
                            group.number(),
                            (span, i) -> span.http("GET", "/things/{id}", i < group.errors() ? 500 : 200)
                                    .startNanos(end - duration)
                                    .durationNanos(duration - i));
        }
        URI uri = node.addresses().otlpHttp().orElseThrow().resolve("/v1/traces");
        post(uri, "application/x-protobuf", BodyPublishers.ofByteArray(traces.bytes()));
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
                .untilAsserted(() -> assertThat(facts.get()).anyMatch(wanted));
    }

    private static Predicate<FactLine> alert(String service, String state) {
        return line -> line.fact().path("labels").path("service").asText().equals(service)
                && line.fact().path("state").asText().equals(state);
    }
}
