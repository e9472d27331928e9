package dev.bellwether.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.notification.feed.FeedAccess;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topic of alerts on a broker, and what alerting would write there. Topics of different prefixes do not know of each other. */
final class AlertTopic implements AutoCloseable {

    private final Topics topics;
    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final Map<String, Object> client;
    private final KafkaProducer<byte[], byte[]> producer;

    AlertTopic(EmbeddedBroker broker, String prefix) {
        this.topics = Topics.withPrefix(prefix);
        this.client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            new TopicProvisioner(admin, broker.bootstrapServers(), ClusterProfile.embedded(), Duration.ofSeconds(20))
                    .provision(List.of(topics.alerts()));
        }
        this.producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    FeedAccess access() {
        return FeedAccess.of(client, topics, codec);
    }

    void fires(String name, Instant since) throws InterruptedException {
        write(name, alert(name, AlertState.FIRING, since, null));
    }

    void isResolved(String name, Instant since, Instant at) throws InterruptedException {
        write(name, alert(name, AlertState.RESOLVED, since, at));
    }

    void isOver(String name) throws InterruptedException {
        write(name, null);
    }

    private static Alert alert(String name, AlertState state, @Nullable Instant since, @Nullable Instant until) {
        return Alert.newBuilder()
                .setFingerprint(name)
                .setLabels(Map.of("alertname", name, "service", "checkout", "severity", "critical"))
                .setAnnotations(Map.of("summary", name))
                .setState(state)
                .setActiveAt(since)
                .setStartsAt(since)
                .setEndsAt(until)
                .build();
    }

    private void write(String name, @Nullable Alert alert) throws InterruptedException {
        write(name.getBytes(UTF_8), alert == null ? null : codec.encode(topics.alerts(), alert));
    }

    /** Any bytes. */
    void write(byte[] key, byte @Nullable [] value) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topics.alerts().name(), key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
