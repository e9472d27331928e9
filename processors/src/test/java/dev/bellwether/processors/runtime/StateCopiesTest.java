package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StateCopiesTest {

    @Test
    void copies_areWhatStreamsIsTold_alsoOfTheTopicsThatItMakes() {
        StreamsSettings settings = new StreamsSettings(
                Map.of("bootstrap.servers", "not-used:9092"),
                "test-",
                Path.of("not-used"),
                new StateCopies(3, 2, 1),
                1,
                "dead",
                StoreMemory.DEFAULT);

        assertThat(StreamsApp.config(
                        "app",
                        settings,
                        Duration.ofMillis(100),
                        StreamsMeters.inTransactions(new SimpleMeterRegistry())))
                .containsEntry(StreamsConfig.REPLICATION_FACTOR_CONFIG, 3)
                .containsEntry("topic.min.insync.replicas", 2)
                .containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    }

    @Test
    void copiesThatThereCannotBe_areRefused() {
        assertThatThrownBy(() -> new StateCopies(2, 3, 0)).hasMessage("minInsyncReplicas: 3 (expected: 1..2)");
        assertThatThrownBy(() -> new StateCopies(1, 1, -1)).hasMessage("standbys: -1 (expected: >= 0)");
    }
}
