package dev.bellwether.alerting;

import static dev.bellwether.alerting.Deltas.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.alerting.AlertingApp.Event;
import dev.bellwether.alerting.signal.ErrorRatioSignal;
import dev.bellwether.alerting.signal.LatencySignal;
import dev.bellwether.alerting.signal.NoTrafficSignal;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.processors.runtime.StateCopies;
import dev.bellwether.processors.runtime.StoreMemory;
import dev.bellwether.processors.runtime.StreamsApp;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.processors.runtime.StreamsSettings;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker with several partitions: a process stops, and one with nothing but the topics goes on in its place. */
class ITAlertingRestart {

    private static final Topics TOPICS = Topics.standard();
    private static final int SERVICES = 8;
    private static final AlertingConfig CONFIG = AlertingConfig.DEFAULT
            .withRange(Duration.ofSeconds(15))
            .withSignals(
                    ErrorRatioSignal.DEFAULT.withHold(Duration.ofSeconds(20)),
                    LatencySignal.DEFAULT,
                    NoTrafficSignal.DEFAULT);

    @TempDir
    private Path folder;

    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final AtomicBoolean gaveUp = new AtomicBoolean();
    private final List<Alert> events = new ArrayList<>();
    private EmbeddedBroker broker;
    private KafkaProducer<String, SpecificRecord> producer;
    private KafkaConsumer<String, Alert> consumer;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("kafka")));
        try (Admin admin = Admin.create(client())) {
            new TopicProvisioner(admin, broker.bootstrapServers(), ClusterProfile.embedded(), Duration.ofSeconds(20))
                    .provision(TOPICS.all());
        }
        producer = new KafkaProducer<>(
                client(),
                new StringSerializer(),
                FactSerde.any(codec, TOPICS.redDeltas()).serializer());
        Map<String, Object> reader = client();
        reader.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(
                reader,
                new StringDeserializer(),
                FactSerde.of(Alert.class, codec, TOPICS.alertEvents()).deserializer());
        List<TopicPartition> partitions = consumer
                .partitionsFor(TOPICS.alertEvents().name())
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @AfterEach
    void stop() {
        producer.close();
        consumer.close();
        broker.close();
    }

    @Test
    void pendingAlerts_fireInTheNextProcessAtTheirTime() throws ExecutionException, InterruptedException {
        try (StreamsApp first = start("first")) {
            bad(0, 10);
            awaitEvents(AlertState.PENDING, 1, -1);
            assertThat(first.name()).isEqualTo("alerting");
        }
        bad(10, 15); // nobody is there
        try (StreamsApp second = start("second")) {
            bad(15, 25);
            awaitEvents(AlertState.FIRING, 1, 21);
            assertThat(second.name()).isEqualTo("alerting");
        }
        assertThat(events).hasSize(2 * SERVICES);
        assertThat(gaveUp).isFalse();
    }

    private void awaitEvents(AlertState state, long activeAt, long startsAt) {
        List<String> services = IntStream.range(0, SERVICES)
                .mapToObj(i -> "HighErrorRatio service-" + i)
                .toList();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> events.add(record.value()));
            assertThat(events.stream().map(Event::of).filter(event -> event.state() == state))
                    .allSatisfy(event -> {
                        assertThat(event.activeAt()).isEqualTo(activeAt);
                        assertThat(event.startsAt()).isEqualTo(startsAt);
                    })
                    .extracting(Event::alert)
                    .containsExactlyInAnyOrderElementsOf(services);
        });
    }

    /** Seconds in which every service fails too often, and the watermarks in all partitions that end them. */
    private void bad(int from, int to) throws ExecutionException, InterruptedException {
        List<Future<?>> sent = new ArrayList<>();
        int partitions = producer.partitionsFor(TOPICS.redDeltas().name()).size();
        for (int second = from; second < to; second++) {
            for (int i = 0; i < SERVICES; i++) {
                RedDelta delta = requests(second, "service-" + i, "", 100, 20);
                sent.add(producer.send(new ProducerRecord<>(TOPICS.redDeltas().name(), Deltas.key(delta), delta)));
            }
            for (int partition = 0; partition < partitions; partition++) {
                sent.add(producer.send(new ProducerRecord<>(
                        TOPICS.redDeltas().name(), partition, "otlp_spans/0", Deltas.watermark(0, 1, second + 1))));
            }
        }
        for (Future<?> future : sent) {
            future.get();
        }
    }

    private StreamsApp start(String state) {
        StreamsMeters meters = StreamsMeters.inTransactions(new SimpleMeterRegistry());
        return StreamsApp.start(
                "alerting",
                new StreamsSettings(
                        client(),
                        "test-",
                        folder.resolve(state),
                        StateCopies.SINGLE,
                        2,
                        TOPICS.deadLetters().name(),
                        StoreMemory.DEFAULT),
                Duration.ofMillis(100),
                AlertingTopology.build(TOPICS, codec, CONFIG, meters),
                meters,
                () -> gaveUp.set(true));
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
