package dev.bellwether.cli.rules;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.RuleFileVersion;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts rule files on their topic, and reads what was said of alerts. */
final class RuleTopic {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> client;
    private final FactCodec codec;
    private final Topics topics = Topics.standard();

    /** @param client properties of every client of the cluster */
    RuleTopic(Map<String, Object> client, FactCodec codec) {
        this.client = client;
        this.codec = codec;
    }

    /** Takes effect three seconds after it was appended. */
    void apply(String file, String text) throws Exception {
        RuleFileVersion version = RuleFileVersion.newBuilder()
                .setFile(file)
                .setText(text)
                .setLeadMillis(3_000)
                .setOrigin("api")
                .build();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topics.rules().name(),
                            file.getBytes(StandardCharsets.UTF_8),
                            codec.encode(topics.rules(), version)))
                    .get();
        }
    }

    /** Every transition that is committed, in the order of their slots. */
    List<Alert> events() {
        return read(topics.alertEvents()).stream()
                .map(record -> codec.decode(record.value(), Alert.class))
                .sorted((a, b) -> a.getEvaluatedAt().compareTo(b.getEvaluatedAt()))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            Set<TopicPartition> partitions = new HashSet<>();
            consumer.partitionsFor(topic.name())
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }
}
