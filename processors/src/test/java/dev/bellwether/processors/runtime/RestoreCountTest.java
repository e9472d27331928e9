package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.processors.runtime.RestoreCount.Restored;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreCountTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

    private static final TopicPartition OTHER = new TopicPartition("changelog", 1);

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

    @Test
    void whatIsLeft_shrinksWithEachBatch_andGoesWithItsStore() {
        count.onRestoreStart(CHANGELOG, "windows", 20, 120);
        count.onRestoreStart(OTHER, "windows", 0, 5);
        assertThat(count.storesUnderWay()).isEqualTo(2);
        assertThat(count.recordsLeft()).isEqualTo(105);

        count.onBatchRestored(CHANGELOG, "windows", 79, 60);
        assertThat(count.recordsLeft()).isEqualTo(45);

        count.onRestoreEnd(CHANGELOG, "windows", 100);
        assertThat(count.storesUnderWay()).isEqualTo(1);
        assertThat(count.recordsLeft()).isEqualTo(5);
    }

    @Test
    void aStoreWhoseTaskMovedAway_isNoLongerUnderWay() {
        count.onRestoreStart(CHANGELOG, "windows", 0, 100);
        count.onRestoreSuspended(CHANGELOG, "windows", 10);

        assertThat(count.storesUnderWay()).isZero();
        assertThat(count.recordsLeft()).isZero();
        assertThat(count.take()).isEqualTo(new Restored(0, 0));
    }

    /** Transactions leave markers, which have offsets and are no records. */
    @Test
    void whatIsLeft_isNeverLessThanNothing() {
        count.onRestoreStart(CHANGELOG, "windows", 7, 3);
        assertThat(count.recordsLeft()).isZero();

        count.onRestoreStart(OTHER, "windows", 0, 5);
        count.onBatchRestored(OTHER, "windows", 9, 8);
        assertThat(count.recordsLeft()).isZero();
    }
}
