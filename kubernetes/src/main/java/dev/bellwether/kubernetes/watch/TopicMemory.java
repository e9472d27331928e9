package dev.bellwether.kubernetes.watch;

import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.MalformedFactException;
import dev.bellwether.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier watcher said: all that is on the topic at the moment of asking. */
final class TopicMemory {

    private static final Logger log = LoggerFactory.getLogger(TopicMemory.class);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final FactCodec codec;
    private final Topic topic;
    private final LimitedWarning noFact = new LimitedWarning(log);

    TopicMemory(Supplier<Consumer<byte[], byte[]>> consumers, FactCodec codec, Topic topic) {
        this.consumers = consumers;
        this.codec = codec;
        this.topic = topic;
    }

    /**
     * The newest of each object.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     * @throws dev.bellwether.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    List<ClusterObject> read() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<Bytes, ClusterObject> newest = new HashMap<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> remember(record, newest));
            }
            return List.copyOf(newest.values());
        }
    }

    private void remember(ConsumerRecord<byte[], byte[]> record, Map<Bytes, ClusterObject> newest) {
        Bytes key = Bytes.wrap(record.key());
        Optional<ClusterObject> object = record.value() == null ? Optional.empty() : decode(record);
        object.ifPresentOrElse(present -> newest.put(key, present), () -> newest.remove(key));
    }

    private Optional<ClusterObject> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ClusterFacts.fromFact(codec.decode(record.value(), KubernetesObject.class));
        } catch (MalformedFactException e) {
            noFact.warn(
                    "No fact at {}-{}, offset {}: passed over", record.topic(), record.partition(), record.offset(), e);
            return Optional.empty();
        }
    }
}
