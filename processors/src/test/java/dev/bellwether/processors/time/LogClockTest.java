package dev.bellwether.processors.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogClockTest {

    private final LogClock clock = new LogClock();

    @Test
    void time_isTheMinimumOfAllPartitions() {
        read(0, 1_000);
        assertThat(clock.started()).isFalse();
        read(1, 3_000);
        assertThat(clock.started()).isFalse();
        read(2, 2_000);

        assertThat(clock.time()).isEqualTo(1_000);
        assertThat(read(0, 5_000)).isTrue();
        assertThat(clock.time()).isEqualTo(2_000);
        assertThat(read(1, 9_000)).isFalse();
    }

    @Test
    void laggingPartition_holdsTheClock() {
        readAll(1_000);
        read(0, 60_000);
        read(1, 60_000);
        assertThat(clock.time()).isEqualTo(1_000);
        read(2, 60_000);
        assertThat(clock.time()).isEqualTo(60_000);
    }

    @Test
    void excusedPartition_isNotWaitedForUntilItSpeaksAgain() {
        readAll(1_000);
        read(0, 40_000);
        read(1, 41_000);
        assertThat(clock.observe(source(2), 3, 1_000, true)).isTrue();
        assertThat(clock.time()).isEqualTo(40_000);
        assertThat(clock.complete()).isFalse();

        read(2, 20_000); // it is back, and has a backlog
        read(0, 50_000);
        read(1, 50_000);
        assertThat(clock.time()).as("waits for it again, and never goes back").isEqualTo(40_000);
        assertThat(clock.complete()).as("still behind").isFalse();

        read(2, 50_000);
        assertThat(clock.time()).isEqualTo(50_000);
        assertThat(clock.complete()).isTrue();
    }

    @Test
    void excuseOlderThanWhatWasRead_changesNothing() {
        readAll(60_000);
        read(2, 65_000);
        read(0, 90_000);
        read(1, 90_000);
        assertThat(clock.observe(source(2), 3, 1_000, true)).isFalse();
        assertThat(clock.time()).isEqualTo(65_000);
        assertThat(clock.complete()).isTrue();
    }

    @Test
    void partitionThatNeverSpoke_canBeExcused() {
        read(0, 1_000);
        read(1, 1_000);
        assertThat(clock.observe(source(2), 3, 0, true)).isTrue();
        assertThat(clock.time()).isEqualTo(1_000);
    }

    @Test
    void allExcused_standsStill() {
        readAll(1_000);
        for (int partition = 0; partition < 3; partition++) {
            clock.observe(source(partition), 3, 1_000, true);
        }
        assertThat(clock.time()).isEqualTo(1_000);
    }

    @Test
    void severalTopics_areAllWaitedFor() {
        readAll(5_000);
        clock.observe(new SourcePartition("logs", 0), 1, 2_000, false);
        assertThat(clock.time()).as("never back").isEqualTo(5_000);
        readAll(9_000);
        assertThat(clock.time()).isEqualTo(5_000);
        clock.observe(new SourcePartition("logs", 0), 1, 9_000, false);
        assertThat(clock.time()).isEqualTo(9_000);
    }

    @Test
    void sourceOutsideItsTopic_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.observe(source(3), 3, 1, false))
                .withMessageContaining("expected: > 3");
    }

    /** The same watermarks in any interleaving that keeps each source's order end at the same time, and never go back. */
    @Test
    void interleaving_doesNotMatter() {
        long seed = 20_260_101L;
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            LogClock any = new LogClock();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                order.add(i % 3);
            }
            Collections.shuffle(order, random);
            int[] spoken = new int[3];
            for (int source : order) {
                long before = any.time();
                any.observe(source(source), 3, ++spoken[source] * 100L, false);
                long expected = Math.min(spoken[0], Math.min(spoken[1], spoken[2])) * 100L;
                assertThat(any.time())
                        .as("seed %d, run %d", seed, run)
                        .isGreaterThanOrEqualTo(before)
                        .isEqualTo(expected == 0 ? LogClock.NOT_STARTED : expected);
            }
        }
    }

    private boolean read(int partition, long logTime) {
        return clock.observe(source(partition), 3, logTime, false);
    }

    private void readAll(long logTime) {
        for (int partition = 0; partition < 3; partition++) {
            read(partition, logTime);
        }
    }

    private static SourcePartition source(int partition) {
        return new SourcePartition("spans", partition);
    }
}
