package dev.bellwether.processors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.fold.FoldConfig;
import dev.bellwether.processors.fold.FoldTopology;
import dev.bellwether.processors.fold.LogFoldConfig;
import dev.bellwether.processors.red.RedConfig;
import dev.bellwether.processors.red.RedWindowTopology;
import dev.bellwether.processors.runtime.StateCopies;
import dev.bellwether.processors.runtime.StoreMemory;
import dev.bellwether.processors.runtime.StreamsApp;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.processors.runtime.StreamsSettings;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.DeadLetterHeaders;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import dev.bellwether.testing.LogsBuilder;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.TracesBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the test driver cannot show: several partitions, transactions, restarts with state, dead letters of both kinds. */
class ITRedPipeline {

    private static final Topics TOPICS = Topics.standard();
    private static final int PARTITIONS = 4;
    private static final RedConfig WINDOWS = new RedConfig(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            AdmissionConfig.DEFAULT);

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean gaveUp = new AtomicBoolean();
    private EmbeddedBroker broker;
    private RegistryServer registry;
    private FactCodec codec;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;
    private final List<StreamsApp> apps = new ArrayList<>();

    /** Newest revision of each window read so far. */
    private final Map<String, RedWindow> windows = new HashMap<>();

    /** Log records in the deltas read so far, by template. */
    private final Map<String, Long> templates = new TreeMap<>();

    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("kafka")));
        registry = RegistryServer.start(broker.bootstrapServers(), RegistryConfig.defaults());
        codec = new FactCodec(new HttpSchemaRegistry(registry.uri()));
        try (Admin admin = Admin.create(client())) {
            new TopicProvisioner(admin, broker.bootstrapServers(), ClusterProfile.embedded(), Duration.ofSeconds(20))
                    .provision(TOPICS.all());
        }
        Map<String, Object> config = client();
        config.put("acks", "all");
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        config = client();
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(
                TOPICS.redWindows().name(),
                TOPICS.logDeltas().name(),
                TOPICS.deadLetters().name())) {
            consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        startApps();
    }

    @AfterEach
    void stop() {
        stopApps();
        producer.close();
        consumer.close();
        registry.close();
        broker.close();
    }

    @Test
    void windowsAndLogDeltas_holdExactlyWhatWasSent_acrossARestart() {
        Map<String, Long> ledger = new TreeMap<>();
        Map<String, Long> logs = new TreeMap<>();
        Random random = new Random(7);
        for (int batch = 0; batch < 60; batch++) {
            send(random, batch, ledger);
            sendLogs(random, batch, logs);
            if (batch == 30) {
                stopApps();
                delete(folder.resolve("state")); // all there is comes back from the changelogs
                startApps();
            }
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            readFacts();
            assertThat(counts()).isEqualTo(ledger);
            assertThat(templates).isEqualTo(logs);
        });
        assertThat(count("bellwether.windows.calls", "result", "late")).isZero();
        assertThat(count("bellwether.logs.requests", "result", "duplicate")).isEqualTo(20);
        assertThat(gaveUp).isFalse();
    }

    @Test
    void poison_goesToTheDeadLettersWithItsOriginAndStopsNothing() {
        Map<String, Long> ledger = new TreeMap<>();
        append(new ProducerRecord<>(TOPICS.otlpSpans().name(), 1, null, new byte[] {0x0a, 0x7f}));
        append(new ProducerRecord<>(TOPICS.redDeltas().name(), 2, "k".getBytes(UTF_8), new byte[] {9, 9}));
        append(new ProducerRecord<>(TOPICS.redDeltas().name(), 2, null, new byte[] {0, 0, 0, 0, 99, 1}));
        send(new Random(1), 0, ledger);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            readFacts();
            assertThat(counts()).isEqualTo(ledger);
            assertThat(deadLetters)
                    .extracting(letter -> header(letter, DeadLetterHeaders.SOURCE_TOPIC) + "/"
                            + header(letter, DeadLetterHeaders.SOURCE_PARTITION))
                    .containsExactlyInAnyOrder("otlp_spans/1", "bellwether.red-deltas/2", "bellwether.red-deltas/2");
        });
        assertThat(gaveUp).isFalse();
    }

    /** One request of 1 to 40 entry spans of three services, with a hash; every third one is sent twice. */
    private void send(Random random, int batch, Map<String, Long> ledger) {
        long now = System.currentTimeMillis();
        TracesBuilder request = OtlpPayloads.traces();
        for (String service : List.of("cart", "pay", "ship")) {
            request.resource(service, "1." + batch % 2);
            request.spans(1 + random.nextInt(40), (span, i) -> {
                long end = now - random.nextInt(3_000);
                String operation = "op-" + (char) ('a' + random.nextInt(3));
                span.server(operation).startNanos((end - 5) * 1_000_000).durationNanos(5_000_000);
                ledger.merge(
                        String.join("|", service, "1." + batch % 2, operation, Long.toString(end / 5_000 * 5_000)),
                        1L,
                        Long::sum);
            });
        }
        for (int times = 0; times < (batch % 3 == 0 ? 2 : 1); times++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(TOPICS.otlpSpans().name(), batch % PARTITIONS, null, request.bytes());
            record.headers().add(OtlpHeaders.HASH, ("hash-" + batch).getBytes(UTF_8));
            append(record);
        }
    }

    /** One request of 1 to 20 log records of two kinds, with a hash; every third one is sent twice. */
    private void sendLogs(Random random, int batch, Map<String, Long> ledger) {
        LogsBuilder request = OtlpPayloads.logs().resource("cart", "1.0");
        for (int records = 1 + random.nextInt(20); records > 0; records--) {
            boolean paid = random.nextBoolean();
            request.record(
                    System.currentTimeMillis() * 1_000_000,
                    paid ? SeverityNumber.SEVERITY_NUMBER_INFO : SeverityNumber.SEVERITY_NUMBER_ERROR,
                    (paid ? "paid " : "no answer after ") + random.nextInt(1_000));
            ledger.merge(paid ? "paid <number>" : "no answer after <number>", 1L, Long::sum);
        }
        for (int times = 0; times < (batch % 3 == 0 ? 2 : 1); times++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(TOPICS.otlpLogs().name(), batch % PARTITIONS, null, request.bytes());
            record.headers().add(OtlpHeaders.HASH, ("hash-" + batch).getBytes(UTF_8));
            append(record);
        }
    }

    private void append(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void readFacts() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            if (record.topic().equals(TOPICS.deadLetters().name())) {
                deadLetters.add(record);
            } else if (record.topic().equals(TOPICS.logDeltas().name())) {
                if (codec.decode(record.value()) instanceof LogDelta delta) {
                    delta.getTemplates()
                            .forEach(template ->
                                    templates.merge(template.getTemplate(), template.getRecords(), Long::sum));
                }
            } else if (codec.decode(record.value()) instanceof RedWindow window) {
                RedWindow before = windows.put(key(window), window);
                int revision = before == null ? 0 : before.getRevision();
                assertThat(window.getRevision())
                        .as("revisions of %s", key(window))
                        .isEqualTo(revision + 1);
            }
        }
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        windows.forEach((key, window) -> counts.put(key, window.getCalls()));
        return counts;
    }

    private static String key(RedWindow window) {
        return String.join(
                "|",
                window.getService(),
                window.getVersion(),
                window.getOperation(),
                Long.toString(window.getWindowStart().toEpochMilli()));
    }

    private void startApps() {
        StreamsSettings settings = new StreamsSettings(
                client(),
                "test-",
                folder.resolve("state"),
                StateCopies.SINGLE,
                1,
                TOPICS.deadLetters().name(),
                StoreMemory.DEFAULT.withWriteBuffer(32 << 10));
        StreamsMeters fold = StreamsMeters.inTransactions(meters);
        StreamsMeters logs = StreamsMeters.inTransactions(meters);
        StreamsMeters windows = StreamsMeters.inTransactions(meters);
        apps.add(StreamsApp.start(
                "fold",
                settings,
                Duration.ofMillis(100),
                FoldTopology.build(TOPICS, codec, FoldConfig.DEFAULT, PARTITIONS, fold),
                fold,
                () -> gaveUp.set(true)));
        apps.add(StreamsApp.start(
                "fold-logs",
                settings,
                Duration.ofMillis(100),
                FoldTopology.ofLogs(TOPICS, codec, LogFoldConfig.DEFAULT, PARTITIONS, Enrichment.none(), logs),
                logs,
                () -> gaveUp.set(true)));
        apps.add(StreamsApp.start(
                "red-windows",
                settings,
                Duration.ofMillis(200),
                RedWindowTopology.build(TOPICS, codec, WINDOWS, windows),
                windows,
                () -> gaveUp.set(true)));
        await().atMost(Duration.ofSeconds(60)).until(() -> apps.stream().allMatch(StreamsApp::running));
    }

    private static void delete(Path path) {
        try (Stream<Path> paths = Files.walk(path)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopApps() {
        apps.forEach(StreamsApp::close);
        apps.clear();
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private double count(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
