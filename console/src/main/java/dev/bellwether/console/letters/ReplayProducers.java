package dev.bellwether.console.letters;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens the one producer in a cluster that may write letters back: opening another one ends what the one before it can do. */
final class ReplayProducers {

    /** What a record on the dead-letters topic may have, and a little more. */
    private static final int MAX_REQUEST_BYTES = 10 << 20;

    private final Map<String, Object> settings;

    /**
     * @param prefix of Bellwether's topics, which tells installations that share a cluster apart
     * @param patience how long the broker may take
     */
    ReplayProducers(Map<String, Object> kafka, String prefix, Duration patience) {
        Map<String, Object> all = new HashMap<>(kafka);
        int millis = Math.toIntExact(patience.toMillis());
        all.put(ProducerConfig.CLIENT_ID_CONFIG, "bellwether-console-replay");
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "dead-letters-replay");
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 2 * millis);
        this.settings = Map.copyOf(all);
    }

    Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return producer;
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }
}
