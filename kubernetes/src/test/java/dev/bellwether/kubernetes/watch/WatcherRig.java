package dev.bellwether.kubernetes.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A watcher between a fake cluster and topics in memory, with a clock that the test moves. */
final class WatcherRig implements AutoCloseable {

    static final Topic TOPIC = Topics.standard().kubernetes();

    final FakeCluster cluster = new FakeCluster();
    final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FactCodec codec = new FactCodec(new LocalSchemas());
    volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

    private final List<ClusterObject> before = new ArrayList<>();
    private @Nullable KubernetesWatcher watcher;

    static final KubernetesConfig CONFIG = new KubernetesConfig(
            "", Set.of("app"), Set.of("team"), Duration.ofMinutes(10), 2, 1_000, 16, Duration.ofMillis(20));

    /** What is on the topic before the watcher begins. */
    void before(ClusterObject object) {
        before.add(object);
    }

    KubernetesWatcher start() {
        return start(CONFIG);
    }

    KubernetesWatcher start(KubernetesConfig config) {
        TopicAccess topic = new TopicAccess(this::consumer, () -> producer, TOPIC, codec, meters, () -> now);
        KubernetesWatcher started = new KubernetesWatcher(new ClusterAccess(cluster.access(), config), topic);
        watcher = started;
        return started.start();
    }

    /** The newest record of each key; null for a tombstone. */
    Map<String, @Nullable KubernetesObject> written() {
        Map<String, @Nullable KubernetesObject> newest = new LinkedHashMap<>();
        for (ProducerRecord<byte[], byte[]> record : List.copyOf(producer.history())) {
            byte @Nullable [] value = record.value();
            newest.put(
                    new String(record.key(), UTF_8),
                    value == null ? null : codec.decode(value, KubernetesObject.class));
        }
        return newest;
    }

    private MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(TOPIC.name(), 0);
        consumer.updatePartitions(
                TOPIC.name(), List.of(new PartitionInfo(TOPIC.name(), 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) before.size()));
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < before.size(); offset++) {
                ClusterObject object = before.get(offset);
                consumer.addRecord(new ConsumerRecord<>(
                        TOPIC.name(),
                        0,
                        offset,
                        object.key().toString().getBytes(UTF_8),
                        codec.encode(TOPIC, ClusterFacts.toFact(object))));
            }
        });
        return consumer;
    }

    /** The cluster first: where a client closes its watch, the mock may wait for itself. */
    @Override
    public void close() {
        cluster.close();
        if (watcher != null) {
            watcher.close();
        }
    }
}
