package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuReadingTest {

    private static CpuReading reading(long seconds, long server, long bench, long machine) {
        return new CpuReading(
                Duration.ofSeconds(seconds).toNanos(),
                Duration.ofSeconds(server),
                Duration.ofSeconds(bench),
                Duration.ofSeconds(machine));
    }

    @Test
    void useOfOthers_isWhatTheMachineDidBesides() {
        CpuUse use = reading(100, 10, 5, 400).until(reading(110, 22, 8, 420));

        assertThat(use)
                .isEqualTo(new CpuUse(
                        Duration.ofSeconds(10), Duration.ofSeconds(12), Duration.ofSeconds(3), Duration.ofSeconds(5)));
        assertThat(use.serverMicrosPer(6_000_000)).isEqualTo(2);
        assertThat(use.benchMicrosPer(6_000_000)).isEqualTo(0.5);
        assertThat(use.othersCores()).hasValue(0.5);
    }

    @Test
    void kernelsSteps_makeNoNegativeUse() {
        assertThat(reading(1, 0, 0, 10).until(reading(2, 2, 0, 11)).others()).isZero();
    }

    /** Zero would say that the machine was at peace. */
    @Test
    void whereTheMachineDoesNotTell_theUseOfOthersIsUnknown() {
        CpuReading here = new CpuReading(0, Duration.ZERO, Duration.ZERO, null);
        CpuReading there = new CpuReading(1_000_000_000, Duration.ofSeconds(1), Duration.ZERO, null);

        assertThat(here.until(there).othersCores()).isEmpty();
        assertThat(here.until(there).server()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void busyTime_isAllButIdleAndWaiting() {
        assertThat(MachineTime.parse("cpu  100 10 50 9000 400 0 5 35 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n"))
                .isEqualTo(Duration.ofSeconds(2));
    }
}
