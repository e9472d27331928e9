package dev.bellwether.cli.crash;

import static dev.bellwether.cli.crash.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/** Waits until every application has read what its source held when asked. */
final class CatchUp {

    private static final List<String> DOWNSTREAM = List.of("red-windows", "alerting", "verification");
    private static final Duration POLL = Duration.ofMillis(100);

    private final TopicReader reader;
    private final Topics topics;

    CatchUp(TopicReader reader, Topics topics) {
        this.reader = reader;
        this.topics = topics;
    }

    void awaitAll() throws ExecutionException, InterruptedException {
        awaitRead("fold", topics.otlpSpans(), reader.ends(topics.otlpSpans()));
        Map<TopicPartition, Long> deltas = reader.ends(topics.redDeltas());
        DOWNSTREAM.forEach(application -> awaitRead(application, topics.redDeltas(), deltas));
    }

    private void awaitRead(String application, Topic topic, Map<TopicPartition, Long> ends) {
        patiently(application + " reads " + topic.name()).pollInterval(POLL).untilAsserted(() -> {
            Map<TopicPartition, Long> committed = reader.committed(topics.prefix() + application);
            assertThat(ends)
                    .allSatisfy((partition, end) -> assertThat(committed.getOrDefault(partition, 0L))
                            .as("offset of %s in %s", application, partition)
                            .isGreaterThanOrEqualTo(end));
        });
    }
}
