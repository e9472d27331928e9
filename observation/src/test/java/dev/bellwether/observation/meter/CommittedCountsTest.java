package dev.bellwether.observation.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CommittedCountsTest {

    private static final MeterSpec WORK = MeterSpec.counter("test.work", "Work that was done", "kind");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CommittedCounts counts = new CommittedCounts(registry);
    private final Count work = counts.of(WORK, "good");

    private double shown() {
        return registry.get("test.work").tag("kind", "good").counter().count();
    }

    @Test
    void whatIsCounted_showsWithItsTransaction_andOnce() {
        work.add(2);
        work.increment();
        assertThat(shown()).isZero();

        counts.committed();
        assertThat(shown()).isEqualTo(3);

        counts.committed();
        assertThat(shown()).isEqualTo(3);
    }

    @Test
    void whatIsRolledBack_neverShows() {
        work.add(5);
        counts.rolledBack();
        work.add(1);
        counts.committed();

        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void threads_haveTransactionsOfTheirOwn() {
        work.add(1);
        CompletableFuture.runAsync(() -> {
                    work.add(10);
                    counts.rolledBack();
                    work.add(100);
                    counts.committed();
                })
                .join();
        assertThat(shown()).isEqualTo(100);

        counts.committed();
        assertThat(shown()).isEqualTo(101);
    }
}
