package dev.bellwether.alerting.rulefile;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Answers as a broker does that takes the time at which it appended a record: a second after the one before. */
final class AppendingProducer extends MockProducer<byte[], byte[]> {

    /** Of the last record. */
    long appendTime = 1_000_000;

    AppendingProducer() {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback told) {
        Future<RecordMetadata> sent = super.send(record, told);
        appendTime += 1_000;
        TopicPartition partition = new TopicPartition(record.topic(), 0);
        return sent.isDone()
                ? CompletableFuture.completedFuture(
                        new RecordMetadata(partition, 0, history().size(), appendTime, 0, 0))
                : sent;
    }
}
