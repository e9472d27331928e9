package dev.bellwether.embedded.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.testing.LocalSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a codec of {@code red-windows} costs, the topic with most facts: bytes stored, and processor time of the producer and the broker
 * together, as shares of what they are without compression. Prints a table; the schemas module's RATIONALE.md quotes it.
 */
@Tag("long")
class ITFactCompression {

    private static final List<String> CODECS = List.of("uncompressed", "gzip", "lz4", "zstd");

    private static final int ROUNDS = 6;
    private static final int COMMITS = 60;

    /** 50 services, each with four operations, in one second's windows. */
    private static final int WINDOWS = 200;

    private static final int PARTITIONS = 4;

    private final Random random = new Random(7);
    private final FactCodec codec = new FactCodec(new LocalSchemas());

    @Test
    void gzip_storesLessThanHalf(@TempDir Path folder) throws Exception {
        Map<String, Long> nanos = new TreeMap<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder))) {
            createTopics(broker.bootstrapServers());
            for (int round = 0; round < ROUNDS; round++) {
                List<List<ProducerRecord<byte[], byte[]>>> commits = commits();
                for (String name : CODECS) {
                    long spent = write(broker.bootstrapServers(), name, commits);
                    if (round > 0) { // the first one pays for the compiler
                        nanos.merge(name, spent, Long::sum);
                    }
                }
            }
        }
        Map<String, Long> bytes = new TreeMap<>();
        CODECS.forEach(name -> bytes.put(name, stored(folder, name)));
        long facts = (long) (ROUNDS - 1) * COMMITS * WINDOWS;
        for (String name : CODECS) {
            System.out.printf(
                    "%-12s %4d bytes a fact (%.2f), %5.1f us a fact (%.2f)%n",
                    name,
                    of(bytes, name) * (ROUNDS - 1) / ROUNDS / facts,
                    ratio(bytes, name),
                    of(nanos, name) / 1e3 / facts,
                    ratio(nanos, name));
        }
        assertThat(ratio(bytes, "gzip")).isLessThan(0.5);
    }

    private static double ratio(Map<String, Long> measured, String name) {
        return (double) of(measured, name) / of(measured, "uncompressed");
    }

    private static long of(Map<String, Long> measured, String name) {
        return measured.getOrDefault(name, 0L);
    }

    private static void createTopics(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(CODECS.stream()
                            .map(name ->
                                    new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of("compression.type", name)))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Processor time of this process, which is producer and broker. */
    private static long write(String servers, String topic, List<List<ProducerRecord<byte[], byte[]>>> commits)
            throws Exception {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ByteArraySerializer serializer = new ByteArraySerializer();
        // As a Streams application of ours writes: RATIONALE.md says why the codec is the topic's affair.
        Map<String, Object> config =
                Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 5, "compression.type", "none");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, serializer, serializer)) {
            producer.partitionsFor(topic);
            long before = process.getProcessCpuTime();
            for (List<ProducerRecord<byte[], byte[]>> commit : commits) {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (ProducerRecord<byte[], byte[]> fact : commit) {
                    sent.add(producer.send(new ProducerRecord<>(topic, fact.key(), fact.value())));
                }
                producer.flush();
                for (Future<RecordMetadata> acknowledged : sent) {
                    acknowledged.get();
                }
            }
            return process.getProcessCpuTime() - before;
        }
    }

    private List<List<ProducerRecord<byte[], byte[]>>> commits() {
        List<List<ProducerRecord<byte[], byte[]>>> commits = new ArrayList<>();
        for (int commit = 0; commit < COMMITS; commit++) {
            List<ProducerRecord<byte[], byte[]>> windows = new ArrayList<>();
            for (int i = 0; i < WINDOWS; i++) {
                RedWindow window = window(commit, "service-" + i / 4, "GET /things/{id}/part-" + i % 4);
                byte[] key = ("prod/shop/" + window.getService()).getBytes(UTF_8);
                windows.add(new ProducerRecord<>(
                        "", key, codec.encode(Topics.standard().redWindows(), window)));
            }
            commits.add(windows);
        }
        return commits;
    }

    private RedWindow window(int second, String service, String operation) {
        long[] durations = random.longs(100 + random.nextInt(400), 0, 1)
                .map(ignored -> (long) (20e6 * Math.exp(random.nextGaussian() / 2)))
                .toArray();
        ExponentialHistogram histogram = ExponentialHistogram.of(durations);
        Instant start = Instant.ofEpochSecond(1_800_000_000L + second * 5L);
        return RedWindow.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService(service)
                .setVersion("1.4." + second % 3)
                .setOperation(operation)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(5))
                .setRevision(1)
                .setCalls(durations.length)
                .setErrors(random.nextInt(5))
                .setAdjustedCalls(durations.length)
                .setP50Millis(histogram.quantile(0.5) / 1e6)
                .setP90Millis(histogram.quantile(0.9) / 1e6)
                .setP95Millis(histogram.quantile(0.95) / 1e6)
                .setP99Millis(histogram.quantile(0.99) / 1e6)
                .setDurations(ByteBuffer.wrap(histogram.toBytes()))
                .setSlowest(exemplar())
                .setError(exemplar())
                .setClosedAt(start.plusSeconds(15))
                .build();
    }

    private Exemplar exemplar() {
        return new Exemplar(
                "%016x%016x".formatted(random.nextLong(), random.nextLong()),
                "%016x".formatted(random.nextLong()),
                random.nextLong(100_000_000));
    }

    private static long stored(Path folder, String topic) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> folder.relativize(file).toString().matches(topic + "-\\d+/\\d+\\.log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
