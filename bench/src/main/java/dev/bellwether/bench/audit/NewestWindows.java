package dev.bellwether.bench.audit;

import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the topic of windows from its beginning, as any reader of committed records, and keeps the newest revision of each. For one thread. */
public final class NewestWindows implements Windows, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FactCodec codec;
    private final Map<SeriesWindow, Totals> newest = new HashMap<>();
    private final Map<SeriesWindow, Integer> revisions = new HashMap<>();
    private long calls;

    /**
     * @param servers of Kafka
     * @param registry where the facts' schemas are
     */
    public NewestWindows(String servers, URI registry, Topics topics) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        codec = new FactCodec(new HttpSchemaRegistry(registry));
        List<TopicPartition> partitions = consumer
                .partitionsFor(topics.redWindows().name())
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (codec.decode(record.value()) instanceof RedWindow window) {
                take(window);
            }
        }
    }

    private void take(RedWindow window) {
        SeriesWindow key = SeriesWindow.of(window);
        if (window.getRevision() <= revisions.getOrDefault(key, 0)) {
            throw new IllegalStateException(
                    key + ": revision " + window.getRevision() + " after " + revisions.get(key));
        }
        revisions.put(key, window.getRevision());
        Totals totals = Totals.ofFact(window.getCalls(), window.getErrors(), window.getDurations());
        Totals before = newest.put(key, totals);
        calls += totals.calls() - (before == null ? 0 : before.calls());
    }

    @Override
    public long calls() {
        return calls;
    }

    @Override
    public Map<SeriesWindow, Totals> all() {
        return Collections.unmodifiableMap(newest);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
