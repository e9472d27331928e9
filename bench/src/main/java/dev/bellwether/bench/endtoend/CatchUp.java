package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Waits until the processors have made windows of all that stands on the topic of spans. */
final class CatchUp {

    private static final long PAUSE_MILLIS = 100;

    private final TopicReader reader;
    private final Topics topics;
    private final Duration patience;

    CatchUp(TopicReader reader, Topics topics, Duration patience) {
        this.reader = reader;
        this.topics = topics;
        this.patience = patience;
    }

    /** @throws IOException if it takes too long */
    void await() throws IOException, InterruptedException {
        try {
            awaitRead("fold", topics.otlpSpans());
            awaitRead("red-windows", topics.redDeltas());
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not say how far the processors have read", e.getCause());
        }
    }

    /** Until an application has committed what a topic holds now. */
    private void awaitRead(String application, Topic topic)
            throws ExecutionException, InterruptedException, IOException {
        Map<TopicPartition, Long> ends = reader.ends(topic);
        long deadline = System.nanoTime() + patience.toNanos();
        while (behind(application, ends) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%s is still %d records behind after %s"
                        .formatted(application, behind(application, ends), patience));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private long behind(String application, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = reader.committed(topics.prefix() + application);
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
