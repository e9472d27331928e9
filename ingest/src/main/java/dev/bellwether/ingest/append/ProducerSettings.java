package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How the producer is set so that its answers are true and in time. The one place for these settings.
 *
 * @param maxInFlightBytes what ingest hands over at once, at most; the producer's buffer holds that, so that it never blocks for memory
 * @param maxRecordBytes largest value of a record
 * @param acknowledgeTimeout when a client gets its answer at the latest; what the producer tries ends then too
 */
public record ProducerSettings(long maxInFlightBytes, int maxRecordBytes, Duration acknowledgeTimeout) {

    /** A batch holds a few typical requests of 100 to 500 spans, and compresses better for it. */
    private static final int BATCH_BYTES = 256 * 1024;

    /** Short beside the broker's own few milliseconds, and long enough to gather what arrives together. */
    private static final Duration LINGER = Duration.ofMillis(5);

    /** Headers, batch framing, and what lz4 adds where it cannot compress. */
    private static final int RECORD_OVERHEAD_BYTES = 64 * 1024;

    /** Batches that are begun and not full: every partition of three topics may have one. */
    private static final long BUFFER_SLACK_BYTES = 32L * 1024 * 1024;

    public ProducerSettings {
        requireNonNull(acknowledgeTimeout, "acknowledgeTimeout");
    }

    /**
     * The producer's configuration.
     *
     * @param client how to reach the cluster: {@code bootstrap.servers}, security; what it says about anything set here is overruled
     */
    public Map<String, Object> over(Map<String, ?> client) {
        long answerMillis = acknowledgeTimeout.toMillis();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        // Acknowledged means: on every replica in sync, once, whatever is sent again on the way.
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "5");
        // Spans are three to ten times smaller compressed; lz4 is the codec that costs less than it saves.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, Long.toString(LINGER.toMillis()));
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
        settings.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(Math.max(1024 * 1024, maxRecordBytes + RECORD_OVERHEAD_BYTES)));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(maxInFlightBytes + BUFFER_SLACK_BYTES));
        // In time: half for finding the partitions, and all attempts together no longer than a client waits.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(answerMillis / 2));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(answerMillis));
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(Math.max(1, answerMillis - 2 * LINGER.toMillis())));
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "50");
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "250");
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, "50");
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, Long.toString(answerMillis));
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, Long.toString(answerMillis));
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "bellwether-ingest");
        return settings;
    }
}
