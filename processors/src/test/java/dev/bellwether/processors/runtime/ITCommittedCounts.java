package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker rolls back does not count. */
class ITCommittedCounts {

    private static final int RECORDS = 20;
    private static final int FAILS_AT = 13;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean gaveUp = new AtomicBoolean();

    @Test
    void workOfAnAbortedTransaction_isDoneTwice_andCountsOnce() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                EmbeddedBrokerConfig.in(folder.resolve("kafka")).withPort(0))) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            fill(client);
            StreamsMeters meters = StreamsMeters.inTransactions(registry);
            StreamsSettings settings = new StreamsSettings(
                    client, "test-", folder.resolve("state"), StateCopies.SINGLE, 1, "dead", StoreMemory.DEFAULT);
            try (StreamsApp app = StreamsApp.start(
                    "counting", settings, Duration.ofMillis(100), topology(meters), meters, () -> gaveUp.set(true))) {
                await("all records count, though a thread died")
                        .atMost(PATIENCE)
                        .failFast(() -> assertThat(gaveUp)
                                .as("the application has given up (expected: another thread)")
                                .isFalse())
                        .untilAsserted(() -> assertThat(counted()).isGreaterThanOrEqualTo(RECORDS));
                await("the application runs").atMost(PATIENCE).until(app::running);

                assertThat(passes.get()).as("times that a record was processed").isGreaterThan(RECORDS);
                assertThat(counted()).isEqualTo(RECORDS);
                assertThat(registry.get("bellwether.streams.threads.replaced")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("bellwether.streams.threads").gauge().value())
                        .isEqualTo(1);
            }
            assertThat(registry.find("bellwether.streams.running").gauge())
                    .as("meters of an application that is closed")
                    .isNull();
        }
    }

    private double counted() {
        return registry.get("bellwether.fold.read.records").counter().count();
    }

    private static void fill(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("in", 1, (short) 1), new NewTopic("out", 1, (short) 1)))
                    .all()
                    .get();
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>("in", new byte[] {1})).get();
            }
        }
    }

    private Topology topology(StreamsMeters meters) {
        Count read = meters.counts().of(Catalogue.Fold.READ_RECORDS);
        return new Topology()
                .addSource(
                        "source",
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        "in")
                .addProcessor("failing", () -> new Failing(read), "source")
                .addSink(
                        "sink",
                        "out",
                        Serdes.ByteArray().serializer(),
                        Serdes.ByteArray().serializer(),
                        "failing");
    }

    /** Fails once, in the middle of a transaction. */
    private final class Failing extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

        private final Count read;

        private Failing(Count read) {
            this.read = read;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            passes.incrementAndGet();
            read.increment();
            context().forward(record);
            long offset = context().recordMetadata().orElseThrow().offset();
            if (offset == FAILS_AT && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("on purpose");
            }
        }
    }
}
