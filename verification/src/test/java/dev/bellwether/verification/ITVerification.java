package dev.bellwether.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.processors.runtime.StateCopies;
import dev.bellwether.processors.runtime.StoreMemory;
import dev.bellwether.processors.runtime.StreamsApp;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.processors.runtime.StreamsSettings;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver cannot show: a topic that is read and written by the same application, transactions, and a restart. */
class ITVerification {

    private static final Topics TOPICS = Topics.standard();
    private static final int PARTITIONS = 4;

    @TempDir
    private Path folder;

    private final AtomicBoolean gaveUp = new AtomicBoolean();
    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final List<DeploymentEvent> events = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private EmbeddedBroker broker;
    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> consumer;
    private StreamsApp app;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("kafka")));
        try (Admin admin = Admin.create(client())) {
            new TopicProvisioner(admin, broker.bootstrapServers(), ClusterProfile.embedded(), Duration.ofSeconds(20))
                    .provision(TOPICS.all());
        }
        Map<String, Object> config = client();
        config.put("acks", "all");
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        config = client();
        config.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : List.of(TOPICS.deployments(), TOPICS.verdicts())) {
            consumer.partitionsFor(topic.name())
                    .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        app = startApp();
    }

    @AfterEach
    void stop() {
        app.close();
        producer.close();
        consumer.close();
        broker.close();
    }

    @Test
    void eachDeployment_startsOnceAndEndsOnce_acrossARestart() {
        // Log times of the telemetry lie ahead of the broker's clock, so the announcements come before all of it.
        long begin = System.currentTimeMillis() / 5_000 * 5_000 + 10_000;
        for (String service : List.of("cart", "checkout")) {
            send(TOPICS.deployments(), Records.event(service, "2.0", DeploymentPhase.ANNOUNCED));
        }
        for (int second = 0; second < 220; second++) {
            long now = begin + second * 1_000L;
            for (String service : List.of("cart", "checkout")) {
                send(TOPICS.redDeltas(), Records.delta(service, "1.0", now, now + 500, 100, 1));
                if (second >= 60) {
                    int errors = service.equals("checkout") ? 20 : 1;
                    send(TOPICS.redDeltas(), Records.delta(service, "2.0", now, now + 500, 100, errors));
                }
            }
            watermark(now + 1_000);
            if (second == 150) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                read().stream().anyMatch(v -> v.getService().equals("checkout")));
                app.close();
                app = startApp();
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> read().size() >= 2);
        watermark(begin + 400_000); // nothing more may come of it
        await().atMost(Duration.ofSeconds(60)).until(this::allIsRead);
        read();
        assertThat(verdicts)
                .extracting(Verdict::getService, Verdict::getStatus, Verdict::getFinal$)
                .containsExactlyInAnyOrder(
                        tuple("checkout", VerdictStatus.FAIL, true), tuple("cart", VerdictStatus.PASS, true));
        assertThat(verdicts.stream().filter(v -> v.getService().equals("cart")))
                .singleElement()
                .satisfies(verdict -> assertThat(
                                verdict.getEvidence().get(0).getCanary().getRequests())
                        .isEqualTo(12_000));
        assertThat(events.stream().filter(event -> !event.getDeployment().isEmpty()))
                .extracting(DeploymentEvent::getService, DeploymentEvent::getPhase)
                .containsExactlyInAnyOrder(
                        tuple("cart", DeploymentPhase.STARTED),
                        tuple("cart", DeploymentPhase.FINISHED),
                        tuple("checkout", DeploymentPhase.STARTED),
                        tuple("checkout", DeploymentPhase.FINISHED));
        assertThat(gaveUp).isFalse();
    }

    private void watermark(long logTime) {
        byte[] value = codec.encode(TOPICS.redDeltas(), Records.watermark(0, 1, logTime));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            sent.add(producer.send(new ProducerRecord<>(TOPICS.redDeltas().name(), partition, "otlp_spans/0", value)));
        }
        producer.flush();
        sent.forEach(each -> assertThat(each).succeedsWithin(Duration.ZERO));
        sent.clear();
    }

    private void send(Topic topic, SpecificRecord fact) {
        sent.add(producer.send(
                new ProducerRecord<>(topic.name(), ServiceKey.from(fact).toString(), codec.encode(topic, fact))));
    }

    private List<Verdict> read() {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            SpecificRecord fact = codec.decode(record.value());
            if (fact instanceof Verdict verdict) {
                verdicts.add(verdict);
            } else if (fact instanceof DeploymentEvent event) {
                events.add(event);
            }
        });
        return verdicts;
    }

    /** Whether the application has committed everything that its topics hold. */
    private boolean allIsRead() throws Exception {
        try (Admin admin = Admin.create(client())) {
            var committed = admin.listConsumerGroupOffsets("test-verification")
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = consumer.endOffsets(committed.keySet());
            return !committed.isEmpty()
                    && committed.entrySet().stream()
                            .allMatch(entry ->
                                    entry.getValue().offset() >= ends.getOrDefault(entry.getKey(), Long.MAX_VALUE));
        }
    }

    private StreamsApp startApp() {
        StreamsSettings settings = new StreamsSettings(
                client(),
                "test-",
                folder.resolve("state"),
                StateCopies.SINGLE,
                1,
                TOPICS.deadLetters().name(),
                StoreMemory.DEFAULT.withWriteBuffer(32 << 10));
        StreamsMeters meters = StreamsMeters.inTransactions(new SimpleMeterRegistry());
        StreamsApp started = StreamsApp.start(
                "verification",
                settings,
                Duration.ofMillis(100),
                VerificationTopology.build(TOPICS, codec, VerificationConfig.DEFAULT, meters),
                meters,
                () -> gaveUp.set(true));
        await().atMost(Duration.ofSeconds(60)).until(started::running);
        return started;
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
