package dev.bellwether.kubernetes.watch;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a watcher needs of the process around it.
 *
 * @param consumers open a consumer of bytes
 * @param producers open a producer of bytes
 * @param clock says when something was found to be gone
 */
public record TopicAccess(
        Supplier<Consumer<byte[], byte[]>> consumers,
        Supplier<Producer<byte[], byte[]>> producers,
        Topic topic,
        FactCodec codec,
        MeterRegistry meters,
        InstantSource clock) {

    private static final String CLIENT_ID = "kubernetes";

    public TopicAccess {
        requireNonNull(consumers, "consumers");
        requireNonNull(producers, "producers");
        requireNonNull(topic, "topic");
        requireNonNull(codec, "codec");
        requireNonNull(meters, "meters");
        requireNonNull(clock, "clock");
    }

    /** @param client properties for every Kafka client */
    public static TopicAccess of(
            Map<String, Object> client, Topics topics, FactCodec codec, MeterRegistry meters, InstantSource clock) {
        return new TopicAccess(
                () -> new KafkaConsumer<>(reading(client), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                () -> new KafkaProducer<>(writing(client), new ByteArraySerializer(), new ByteArraySerializer()),
                topics.kubernetes(),
                codec,
                meters,
                clock);
    }

    private static Map<String, Object> reading(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    private static Map<String, Object> writing(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        return properties;
    }

    TopicMemory memory() {
        return new TopicMemory(consumers, codec, topic);
    }

    TopicWriter writer(Outbox outbox, WatchMeters counts, Duration pause) {
        return new TopicWriter(outbox, producers.get(), codec, topic, counts, pause);
    }
}
