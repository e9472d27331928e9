package dev.bellwether.console.letters;

import dev.bellwether.console.letters.ReplayReport.Outcome;
import dev.bellwether.console.letters.ReplayReport.Result;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes letters back: each in a transaction of its own, with its mark, so that a letter is marked exactly if its record stands on its
 * topic again. For one thread.
 */
final class Replayer {

    private final Producer<byte[], byte[]> producer;
    private final String deadLetters;

    /** @param producer transactional, and initialised: whoever wrote before can do so no more */
    Replayer(Producer<byte[], byte[]> producer, String deadLetters) {
        this.producer = producer;
        this.deadLetters = deadLetters;
    }

    /** Writes one back; after {@link Outcome#UNKNOWN} no other one can be. */
    Result replay(Letter letter, ConsumerRecord<byte[], byte @Nullable []> record) {
        long offset;
        try {
            producer.beginTransaction();
            offset = written(producer.send(LetterCodec.replay(letter, record)));
            written(producer.send(LetterCodec.mark(deadLetters, letter, offset)));
        } catch (KafkaException | ExecutionException e) {
            return aborted(letter, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return aborted(letter, e);
        }
        try {
            producer.commitTransaction();
            return new Result(letter, Outcome.REPLAYED, OptionalLong.of(offset), "");
        } catch (KafkaException e) {
            return Result.of(letter, Outcome.UNKNOWN, words(e));
        }
    }

    private long written(Future<RecordMetadata> sent) throws ExecutionException, InterruptedException {
        producer.flush();
        return sent.get().offset();
    }

    private Result aborted(Letter letter, Exception cause) {
        try {
            producer.abortTransaction();
            return Result.of(letter, Outcome.FAILED, words(cause));
        } catch (KafkaException e) {
            // not committed, so nobody will ever see it; but this producer is of no use any more
            return Result.of(letter, Outcome.UNKNOWN, words(e));
        }
    }

    private static String words(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }
}
