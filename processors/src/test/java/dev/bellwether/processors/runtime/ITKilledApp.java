package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.testing.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application is killed when its output and its changelog are on the broker, and its offsets are not. */
class ITKilledApp {

    private static final TopicPartition IN = new TopicPartition(CountingApp.IN, 0);
    private static final TopicPartition OUT = new TopicPartition(CountingApp.OUT, 0);
    /** As long as a transaction may last, less a second: time to strike within one. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final int BATCH = 50;
    private static final int MOST_STRIKES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private Admin admin;
    private long sent;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("kafka")));
        admin = Admin.create(client());
        admin.createTopics(List.of(
                        new NewTopic(CountingApp.IN, 1, (short) 1),
                        new NewTopic(CountingApp.OUT, 1, (short) 1),
                        new NewTopic("dead", 1, (short) 1)))
                .all()
                .get();
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void whatAnOpenTransactionHeld_isDoneAgainOnce() throws Exception {
        killWithinATransaction();

        try (JavaProcess again = start(SHORT)) {
            awaitAllRead();
            List<Long> counts = counts();
            assertThat(Collections.max(counts)).as("records counted").isEqualTo(sent);
            assertThat(counts).isEqualTo(LongStream.rangeClosed(1, sent).boxed().toList());
            assertThat(again.printed()).noneMatch(line -> line.contains("a thread died"));
        }
    }

    /** Kills the application again and again until the moment was right. */
    private void killWithinATransaction() throws Exception {
        for (int strike = 0; strike < MOST_STRIKES; strike++) {
            try (JavaProcess app = start(LONG)) {
                long told = end(IsolationLevel.READ_UNCOMMITTED);
                send();
                await("output")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> end(IsolationLevel.READ_UNCOMMITTED) >= told + BATCH);
                app.kill();
            }
            if (committed() < sent) {
                return;
            }
        }
        throw new AssertionError("each of " + MOST_STRIKES + " kills fell after a commit");
    }

    private JavaProcess start(Duration commitInterval) throws Exception {
        return CountingApp.start(broker.bootstrapServers(), folder.resolve("state"), commitInterval);
    }

    private void send() throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < BATCH; i++) {
                producer.send(new ProducerRecord<>(CountingApp.IN, "record")).get();
                sent++;
            }
        }
    }

    private void awaitAllRead() {
        await("offsets of all that was sent").atMost(PATIENCE).until(() -> committed() == sent);
    }

    private long committed() throws Exception {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(CountingApp.PREFIX + CountingApp.NAME)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(IN);
        return offset == null ? 0 : offset.offset();
    }

    private long end(IsolationLevel isolation) throws Exception {
        return admin.listOffsets(Map.of(OUT, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(OUT)
                .get()
                .offset();
    }

    /** The counts that were told, in order, as any reader of committed records sees them. */
    private List<Long> counts() {
        Map<String, Object> config = client();
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        List<Long> counts = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(OUT));
            await("all that was told").atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> counts.add(Long.valueOf(record.value())));
                return consumer.position(OUT) >= end(IsolationLevel.READ_COMMITTED);
            });
        }
        return counts;
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
