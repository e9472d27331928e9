package dev.bellwether.processors.runtime;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of a stream thread, which tells the meters how each transaction ended. Streams gives every thread one producer, and
 * ends its transactions on that thread; where it cannot, it closes the producer.
 *
 * <p>A commit whose answer is lost is not counted, though the broker may have done it: counts may be short of the work by that one
 * transaction, never ahead of it.
 */
final class CountingProducer extends KafkaProducer<byte[], byte[]> {

    private final StreamsMeters meters;

    CountingProducer(Map<String, Object> config, StreamsMeters meters) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.meters = meters;
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        meters.committed();
    }

    @Override
    public void abortTransaction() {
        meters.rolledBack();
        super.abortTransaction();
    }

    @Override
    public void close(Duration timeout) {
        meters.rolledBack();
        super.close(timeout);
    }
}
