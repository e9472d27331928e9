package dev.bellwether.ingest.append;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * What became of ticks, one to each topic, that a broker was asked to take.
 *
 * @param topics how many there are
 * @param refusals why it did not take it, by topic
 */
record Trial(int topics, Map<String, Exception> refusals) {

    Trial {
        refusals = Map.copyOf(refusals);
    }

    /**
     * Sends the ticks and waits for all of their answers.
     *
     * @param patience for all of them together
     */
    static Trial run(ProducerSession session, Collection<String> topics, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Map<String, Future<RecordMetadata>> ticks = new LinkedHashMap<>();
        topics.forEach(topic -> ticks.put(topic, send(session, topic)));
        Map<String, Exception> refusals = new LinkedHashMap<>();
        for (Map.Entry<String, Future<RecordMetadata>> tick : ticks.entrySet()) {
            try {
                var unused = tick.getValue().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                refusals.put(tick.getKey(), e);
            }
        }
        return new Trial(topics.size(), refusals);
    }

    /** Whether any topic takes records. */
    boolean isTaken() {
        return refusals.size() < topics;
    }

    private static Future<RecordMetadata> send(ProducerSession session, String topic) {
        try {
            return session.producer().send(KafkaAppender.tick(topic));
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
