package dev.bellwether.ingest.append;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;

/**
 * One producer and the records it holds. A producer can meet an error after which it takes nothing any more, or its thread can die with
 * records in its hands; then the whole session is given up, and another takes its place. Thread-safe.
 */
final class ProducerSession {

    private final Producer<byte[], byte[]> producer;

    /** When each of the records that have no answer yet was handed over, by {@link System#nanoTime()}. */
    private final Map<CompletableFuture<Void>, Long> unanswered = new ConcurrentHashMap<>();

    private volatile boolean abandoned;

    ProducerSession(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    /** Takes note of a record before it is sent. */
    void begin(CompletableFuture<Void> append, long nowNanos) {
        unanswered.put(append, nowNanos);
        if (abandoned) {
            end(append);
            append.completeExceptionally(givenUp());
        }
    }

    void end(CompletableFuture<Void> append) {
        unanswered.remove(append);
    }

    /** How long the record that waits longest has done so; 0 where none waits. */
    long longestWaitNanos(long nowNanos) {
        return unanswered.values().stream()
                .mapToLong(begun -> nowNanos - begun)
                .max()
                .orElse(0);
    }

    /** Closes within this time; records that have no answer by then get {@link AppendException.Kind#UNAVAILABLE}. */
    void close(Duration timeout) {
        abandoned = true;
        producer.close(timeout);
        for (CompletableFuture<Void> append : unanswered.keySet()) {
            end(append);
            append.completeExceptionally(givenUp());
        }
    }

    private static AppendException givenUp() {
        return new AppendException(AppendException.Kind.UNAVAILABLE, "the producer was given up", null);
    }
}
