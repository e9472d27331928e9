package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.processors.runtime.RestoreCount.Restored;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreCountTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

    private final RestoreCount count = new RestoreCount();

    @Test
    void whatWasRestored_isToldOnce() {
        count.onRestoreEnd(CHANGELOG, "windows", 120);
        count.onRestoreEnd(CHANGELOG, "clock", 4);

        assertThat(count.take()).isEqualTo(new Restored(2, 124));
        assertThat(count.take()).isEqualTo(new Restored(0, 0));
    }

    @Test
    void aStoreThatHadEverything_isNotCounted() {
        count.onRestoreEnd(CHANGELOG, "windows", 0);

        assertThat(count.take()).isEqualTo(new Restored(0, 0));
    }
}
