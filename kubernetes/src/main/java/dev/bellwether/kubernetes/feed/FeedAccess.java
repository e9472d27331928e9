package dev.bellwether.kubernetes.feed;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a feed needs of the process around it.
 *
 * @param consumers open a consumer of bytes
 * @param name of the topic of Kubernetes objects
 * @param checkInterval how often the broker is asked for something that it has to answer
 * @param retryInterval pause before the topic is tried again
 */
public record FeedAccess(
        Supplier<Consumer<byte[], byte[]>> consumers,
        String name,
        FactCodec codec,
        MeterRegistry meters,
        Duration checkInterval,
        Duration retryInterval) {

    private static final String CLIENT_ID = "kubernetes-directory";

    public FeedAccess {
        requireNonNull(consumers, "consumers");
        requireNonNull(name, "name");
        requireNonNull(codec, "codec");
        requireNonNull(meters, "meters");
        requireNonNull(checkInterval, "checkInterval");
        requireNonNull(retryInterval, "retryInterval");
    }

    /** @param client properties for every Kafka client */
    public static FeedAccess of(Map<String, Object> client, Topics topics, FactCodec codec, MeterRegistry meters) {
        return new FeedAccess(
                () -> new KafkaConsumer<>(reading(client), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                topics.kubernetes().name(),
                codec,
                meters,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
    }

    private static Map<String, Object> reading(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }
}
