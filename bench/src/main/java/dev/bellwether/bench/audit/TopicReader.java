package dev.bellwether.bench.audit;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Topics as any reader of committed records sees them, from their beginning to the end that they have when asked. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** No topic takes longer to read, on a slow machine with other work. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final String servers;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Admin admin;
    private final FactCodec codec;

    /**
     * @param servers of Kafka
     * @param registry where the facts' schemas are
     */
    public TopicReader(String servers, URI registry) {
        this.servers = servers;
        consumer = consumer(servers, "read_committed");
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        codec = new FactCodec(new HttpSchemaRegistry(registry));
    }

    private static KafkaConsumer<String, byte[]> consumer(String servers, String isolation) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", servers,
                "isolation.level", isolation,
                "auto.offset.reset", "earliest");
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** How it reads facts. */
    public FactCodec codec() {
        return codec;
    }

    /** Where each partition ends, with what stands in transactions that are still open. */
    public Map<TopicPartition, Long> ends(Topic topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, OffsetSpec> latest =
                partitions(topic).stream().collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest()));
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private List<TopicPartition> partitions(Topic topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Everything, each partition in its order. */
    public List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        return read(consumer, committedEnds(topic));
    }

    /** How many records belong to transactions that were aborted, and are seen only by who does not ask for committed ones. */
    public long aborted(Topic topic) {
        Map<TopicPartition, Long> ends = committedEnds(topic);
        try (KafkaConsumer<String, byte[]> careless = consumer(servers, "read_uncommitted")) {
            return (long) read(careless, ends).size() - read(consumer, ends).size();
        }
    }

    /** Where the transactions that are still open begin, or else the end. */
    private Map<TopicPartition, Long> committedEnds(Topic topic) {
        return consumer.endOffsets(partitions(topic));
    }

    private static List<ConsumerRecord<String, byte[]>> read(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not read within %s: %d records came of partitions that end at %s"
                        .formatted(PATIENCE, records.size(), ends));
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    /** The facts of one type on a topic, each partition in its order; without tombstones. */
    public <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        return records(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> codec.decode(record.value()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** How far an application has read, as its last transaction says. */
    public Map<TopicPartition, Long> committed(String application) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
