package dev.bellwether.schemas.follow;

import static java.util.Objects.requireNonNull;

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
 * How a topic is followed. Nothing is committed: whoever reads a partition reads it from its beginning.
 *
 * @param shared whether all consumers are of one group and share the partitions out; else each of them reads the whole topic
 * @param consumers open a consumer of bytes that does not commit
 * @param checkInterval how often the broker is asked for something that it has to answer
 * @param retryInterval pause before something that failed is tried again
 */
public record FollowedTopic(
        String name,
        boolean shared,
        Supplier<Consumer<byte[], byte[]>> consumers,
        Duration checkInterval,
        Duration retryInterval) {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /** As long as a killed process may block its successors, as elsewhere. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    private static final int HEARTBEAT_INTERVAL_MS = 1_000;

    public FollowedTopic {
        requireNonNull(name, "name");
        requireNonNull(consumers, "consumers");
        requireNonNull(checkInterval, "checkInterval");
        requireNonNull(retryInterval, "retryInterval");
    }

    /**
     * Each process reads all of it.
     *
     * @param client properties for every Kafka client
     * @param clientId as the broker's metrics and quotas name the consumer
     */
    public static FollowedTopic whole(String name, Map<String, Object> client, String clientId) {
        return standard(name, false, reading(client, clientId));
    }

    /**
     * The processes share the partitions out.
     *
     * @param client properties for every Kafka client
     * @param clientId as the broker's metrics and quotas name the consumer
     * @param group of which all of them are
     */
    public static FollowedTopic shared(String name, Map<String, Object> client, String clientId, String group) {
        Map<String, Object> properties = reading(client, clientId);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // who joins or leaves must not make the others forget what they keep anyhow
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
        return standard(name, true, properties);
    }

    private static FollowedTopic standard(String name, boolean shared, Map<String, Object> properties) {
        return new FollowedTopic(
                name,
                shared,
                () -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                CHECK_INTERVAL,
                RETRY_INTERVAL);
    }

    private static Map<String, Object> reading(Map<String, Object> client, String clientId) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }
}
