package dev.bellwether.cli.demo;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.MalformedFactException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads facts from their topics with a plain consumer, as anybody could who knows the broker and the registry. */
final class FactWatch implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FactCodec codec;

    FactWatch(Map<String, Object> client, FactCodec codec, Collection<String> topics) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.codec = codec;
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The facts that have come since the last question, in the order of their partitions; tombstones are left out. */
    List<SpecificRecord> poll(Duration patience) throws MalformedFactException {
        List<SpecificRecord> facts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            if (record.value() != null) {
                facts.add(codec.decode(record.value()));
            }
        }
        return facts;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
