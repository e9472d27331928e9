package dev.bellwether.processors.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The producer of a stream thread, which tells how each transaction ended, and whether the broker left a record of it unanswered.
 * Streams gives every thread one producer, which sends and ends transactions on that thread; where it cannot end one, it closes the
 * producer there.
 *
 * <p>A commit whose answer is lost is not counted, though the broker may have done it: counts may be short of the work by that one
 * transaction, never ahead of it.
 */
final class CountingProducer extends KafkaProducer<byte[], byte[]> {

    private final StreamsMeters meters;
    private final BrokerSilence silence;

    CountingProducer(Map<String, Object> config, StreamsMeters meters, BrokerSilence silence) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.meters = meters;
        this.silence = silence;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        Thread owner = Thread.currentThread(); // the answer comes on another one
        return super.send(record, (metadata, failure) -> {
            if (failure != null) {
                silence.failed(owner, failure);
            }
            if (callback != null) {
                callback.onCompletion(metadata, failure);
            }
        });
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction(); // throws where a record failed, so no silence ends here
        meters.committed();
    }

    @Override
    public void abortTransaction() {
        meters.rolledBack();
        super.abortTransaction();
        silence.ended(Thread.currentThread());
    }

    @Override
    public void close(Duration timeout) {
        meters.rolledBack();
        super.close(timeout);
        silence.ended(Thread.currentThread());
    }
}
