package dev.bellwether.cli.crash;

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
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Admin admin;
    private final FactCodec codec;

    /**
     * @param servers of Kafka
     * @param registry where the facts' schemas are
     */
    TopicReader(String servers, URI registry) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers", servers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"));
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        codec = new FactCodec(new HttpSchemaRegistry(registry));
    }

    FactCodec codec() {
        return codec;
    }

    /** Where each partition ends, with what stands in transactions that are still open. */
    Map<TopicPartition, Long> ends(Topic topic) throws ExecutionException, InterruptedException {
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
    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(topic)); // of committed records
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    /** The facts of one type on a topic, each partition in its order; without tombstones. */
    <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        return records(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> codec.decode(record.value()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** How far an application has read, as its last transaction says. */
    Map<TopicPartition, Long> committed(String application) throws ExecutionException, InterruptedException {
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
