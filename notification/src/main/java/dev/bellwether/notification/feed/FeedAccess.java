package dev.bellwether.notification.feed;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How the topic of alerts is read.
 *
 * @param consumers open a consumer of bytes, all in one group
 * @param topic its name
 * @param retryInterval pause before something that failed is tried again
 */
public record FeedAccess(
        Supplier<Consumer<byte[], byte[]>> consumers, String topic, FactCodec codec, Duration retryInterval) {

    private static final String NAME = "notification";

    /** As long as a killed process may block its successors, as elsewhere. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    private static final int HEARTBEAT_INTERVAL_MS = 1_000;

    public FeedAccess {
        requireNonNull(consumers, "consumers");
        requireNonNull(topic, "topic");
        requireNonNull(codec, "codec");
        requireNonNull(retryInterval, "retryInterval");
    }

    /** @param client properties for every Kafka client */
    public static FeedAccess of(Map<String, Object> client, Topics topics, FactCodec codec) {
        Map<String, Object> settings = reading(client, topics.prefix() + NAME);
        return new FeedAccess(
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                topics.alerts().name(),
                codec,
                Duration.ofSeconds(1));
    }

    /** Nothing is committed: whoever gets a partition reads all of it. A group only shares the partitions out. */
    private static Map<String, Object> reading(Map<String, Object> client, String group) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, NAME);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
        return settings;
    }
}
