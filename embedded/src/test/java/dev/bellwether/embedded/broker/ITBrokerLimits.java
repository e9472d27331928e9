package dev.bellwether.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small buffers take the largest records, and small segments let old data and old versions of a key go. */
class ITBrokerLimits {

    private static final int MIB = 1 << 20;

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder)
                .withSettings(Map.of(
                        "log.initial.task.delay.ms", "500",
                        "log.retention.check.interval.ms", "500",
                        "log.cleaner.backoff.ms", "500")));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void recordsOfEightMebibytes_passUnchanged() throws Exception {
        createTopic("large", Map.of("max.message.bytes", String.valueOf(8 * MIB + 1024)));
        byte[] value = randomBytes(8 * MIB);
        send("large", null, value, 3);

        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition("large", 0)));
            int[] seen = {0};
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                            assertThat(Arrays.equals(record.value(), value)).isTrue();
                            seen[0]++;
                        });
                        return seen[0] == 3;
                    });
        }
    }

    @Test
    void retentionBySize_letsOldSegmentsGo() throws Exception {
        createTopic("old", Map.of("segment.bytes", String.valueOf(MIB), "retention.bytes", String.valueOf(2 * MIB)));
        send("old", null, randomBytes(MIB / 4), 40);

        awaitEarliestOffsetAbove("old", 20);
    }

    @Test
    void compaction_letsOldVersionsOfAKeyGo() throws Exception {
        createTopic(
                "states",
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.bytes", String.valueOf(MIB),
                        "min.cleanable.dirty.ratio", "0.01"));
        send("states", new byte[] {1}, randomBytes(MIB / 4), 40);

        awaitEarliestOffsetAbove("states", 20);
    }

    /** The first offset that a reader from the beginning gets. */
    private static void awaitEarliestOffsetAbove(String topic, long offset) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.seekToBeginning(List.of(partition));
                for (var record : consumer.poll(Duration.ofSeconds(1)).records(partition)) {
                    return record.offset() > offset;
                }
                return false;
            });
        }
    }

    private static void createTopic(String topic, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    private static void send(String topic, byte @Nullable [] key, byte[] value, int times) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", String.valueOf(9 * MIB)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < times; i++) {
                producer.send(new ProducerRecord<>(topic, key, value)).get();
            }
        }
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
