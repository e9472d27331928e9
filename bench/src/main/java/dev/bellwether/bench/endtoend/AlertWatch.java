package dev.bellwether.bench.endtoend;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads committed alerts as they come, on a thread of its own, and remembers when the first one about each service fired. */
final class AlertWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final Map<String, Long> firstNanos = new ConcurrentHashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final FactCodec codec;
    private final Thread thread;

    private volatile @Nullable RuntimeException failure;

    private AlertWatch(Consumer<byte[], byte[]> consumer, FactCodec codec) {
        this.codec = codec;
        this.thread = new Thread(() -> follow(consumer), "alert-watch");
        thread.setDaemon(true);
    }

    static AlertWatch start(String kafka, URI registry, Topics topics) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed", "fetch.max.wait.ms", 50),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer
                .partitionsFor(topics.alertEvents().name())
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return start(consumer, new FactCodec(new HttpSchemaRegistry(registry)));
    }

    /** @param consumer that is assigned what it shall read; closed in the end */
    static AlertWatch start(Consumer<byte[], byte[]> consumer, FactCodec codec) {
        AlertWatch watch = new AlertWatch(consumer, codec);
        watch.thread.start();
        return watch;
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        try (consumer) {
            while (!closing.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    long now = System.nanoTime();
                    if (record.value() != null
                            && codec.decode(record.value()) instanceof Alert alert
                            && alert.getState() == AlertState.FIRING) {
                        firstNanos.putIfAbsent(alert.getLabels().getOrDefault("service", ""), now);
                    }
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /**
     * When the first alert about each service was read, by {@link System#nanoTime()}.
     *
     * @throws IOException if alerts cannot be read any more, so that one that is missing may have fired
     */
    Map<String, Long> firstNanos() throws IOException {
        RuntimeException failed = failure;
        if (failed != null) {
            throw new IOException("alerts cannot be read: " + failed, failed);
        }
        return Map.copyOf(firstNanos);
    }

    @Override
    public void close() {
        closing.set(true);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
