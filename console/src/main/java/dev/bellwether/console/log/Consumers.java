package dev.bellwether.console.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Makes plain consumers: no group, nothing committed, only what transactions have committed is seen. */
public final class Consumers {

    private static final int FETCH_BYTES = 1024 * 1024;

    private final Map<String, Object> kafka;
    private final AtomicLong made = new AtomicLong();

    /** @param kafka settings that every Kafka client of this process needs, at least {@code bootstrap.servers} */
    public Consumers(Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    public Consumer<byte[], byte[]> open(String purpose) {
        return open(purpose, "read_committed");
    }

    private Consumer<byte[], byte[]> open(String purpose, String isolation) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "bellwether-console-" + purpose + "-" + made.incrementAndGet());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Where partitions end, with what transactions have not committed yet: whoever reads so far has seen all that was written before. */
    public Map<TopicPartition, Long> writtenEnds(String purpose, Collection<TopicPartition> partitions) {
        Consumer<byte[], byte[]> consumer = open(purpose, "read_uncommitted");
        try {
            return consumer.endOffsets(partitions);
        } finally {
            close(consumer);
        }
    }

    /** Closes a consumer without waiting long for a broker that may be gone. */
    public static void close(Consumer<byte[], byte[]> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
    }

    /**
     * The partitions of a topic.
     *
     * @throws KafkaException if there is no such topic, or the broker does not answer
     */
    public static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        @Nullable List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new KafkaException("topic " + topic + " is not there");
        }
        List<TopicPartition> partitions = new ArrayList<>(known.size());
        known.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        return partitions;
    }

    /** Goes to the first record of each partition that is not older than this, or to its end. */
    public static void seekToTime(
            Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, long millis) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, millis));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(times));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            Long end = ends.get(partition);
            consumer.seek(partition, first != null ? first.offset() : end == null ? 0 : end);
        }
    }

    /** Whether reading has come to these offsets. Records that were compacted away, or aborted, do not hold it back. */
    public static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), Duration.ofSeconds(5)) >= end.getValue());
    }
}
