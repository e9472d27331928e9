package dev.bellwether.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.MediaType;
import dev.bellwether.alerting.RulebookFeed;
import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.edge.Edge;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A console over topics of its own on a broker that others may share, and a producer that plays the other roles. */
final class Rig implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Versions take effect as soon as they may. */
    private static final RulebookConfig RULES = new RulebookConfig(
            RulebookConfig.DEFAULT.evaluationInterval(), RulebookConfig.DEFAULT.maxRange(), Duration.ofSeconds(3));

    final Topics topics = Topics.withPrefix(UUID.randomUUID() + ".");
    final FactCodec codec = new FactCodec(new LocalSchemas());
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final KafkaProducer<byte[], byte[]> producer;
    final ConsoleServer console;
    volatile RoleState ingest = RoleState.RUNNING;

    /** What is wrong when it reloads. */
    final List<String> reloadProblems = new CopyOnWriteArrayList<>();

    private final RulebookFeed rulebook;
    private final RulePublisher rules;
    private final String bootstrapServers;
    private final Map<String, Object> kafka;

    Rig(String bootstrapServers, ConsoleConfig config, boolean makeTopics) {
        this(bootstrapServers, config, makeTopics, InstantSource.fixed(Instant.parse("2026-01-31T12:10:00Z")));
    }

    private Rig(String bootstrapServers, ConsoleConfig config, boolean makeTopics, InstantSource clock) {
        this.bootstrapServers = bootstrapServers;
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        if (makeTopics) {
            makeTopics();
        }
        this.rulebook = RulebookFeed.start(topics, kafka, codec, RULES, InstantSource.system());
        this.rules = RulePublisher.open(kafka, topics, codec, RULES, rulebook::whole);
        this.console = new ConsoleServer(
                config,
                new ConsoleInputs(
                        new ProcessInputs(
                                Edge.open(),
                                meters,
                                List.of(new Ingest()),
                                () -> Map.of("data", "/somewhere"),
                                Optional.of(() -> CompletableFuture.completedFuture(List.copyOf(reloadProblems)))),
                        kafka,
                        topics,
                        codec,
                        rules,
                        clock));
    }

    /** Started, and caught up with what is on the topics: nothing. */
    static Rig started(String bootstrapServers) {
        return started(bootstrapServers, ConsoleConfig.STANDARD.withPort(0));
    }

    static Rig started(String bootstrapServers, ConsoleConfig config) {
        Rig rig = new Rig(bootstrapServers, config, true);
        rig.console.start();
        rig.awaitReady();
        return rig;
    }

    /** The same, with the clock of the broker, which decides when rules are in force. */
    static Rig withRealClock(String bootstrapServers) {
        Rig rig = new Rig(bootstrapServers, ConsoleConfig.STANDARD.withPort(0), true, InstantSource.system());
        rig.console.start();
        rig.awaitReady();
        return rig;
    }

    private final class Ingest implements RoleStatus {

        @Override
        public String name() {
            return "ingest";
        }

        @Override
        public RoleState state() {
            return ingest;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("grpc", "127.0.0.1:4317");
        }
    }

    void makeTopics() {
        List<Topic> ours = topics.all().stream()
                .filter(topic -> topic.name().startsWith(topics.prefix()))
                .toList();
        try (Admin admin = Admin.create(kafka)) {
            new TopicProvisioner(admin, bootstrapServers, ClusterProfile.embedded(), Duration.ofSeconds(20))
                    .provision(ours);
        }
    }

    void awaitReady() {
        await().until(() -> get("/readyz").status().code() == 200);
    }

    // ---- the other roles

    long write(SpecificRecord fact) {
        return write(fact, ServiceKey.from(fact).toString(), topicOf(fact));
    }

    long write(Alert alert, Topic topic) {
        return write(alert, alert.getFingerprint(), topic);
    }

    private long write(SpecificRecord fact, String key, Topic topic) {
        return write(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), codec.encode(topic, fact)));
    }

    long write(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get().offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Topic topicOf(SpecificRecord fact) {
        if (fact instanceof DeploymentEvent) {
            return topics.deployments();
        }
        return fact instanceof dev.bellwether.facts.Verdict ? topics.verdicts() : topics.redWindows();
    }

    // ---- its clients

    WebClient client() {
        return WebClient.builder("http://127.0.0.1:" + console.port())
                .responseTimeout(Duration.ofSeconds(30))
                .maxResponseLength(0)
                .factory(ClientFactory.ofDefault())
                .build();
    }

    AggregatedHttpResponse get(String path) {
        return client().get(path).aggregate().join();
    }

    JsonNode json(String path) {
        return json(get(path));
    }

    AggregatedHttpResponse post(String path, String body) {
        return client().prepare()
                .post(path)
                .content(MediaType.JSON, body)
                .execute()
                .aggregate()
                .join();
    }

    AggregatedHttpResponse put(String path, String body) {
        return client().prepare()
                .put(path)
                .content(MediaType.PLAIN_TEXT_UTF_8, body)
                .execute()
                .aggregate()
                .join();
    }

    AggregatedHttpResponse delete(String path) {
        return client().delete(path).aggregate().join();
    }

    static JsonNode json(AggregatedHttpResponse response) {
        return parse(response.contentUtf8());
    }

    static JsonNode parse(@Nullable String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        console.close();
        rules.close();
        rulebook.close();
        producer.close(Duration.ZERO);
    }
}
