package dev.bellwether.bench.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    /** Takes 100 ms for the first run, 20 ms for the next two, 10 ms for all others. */
    private static final class Warming implements QueryEngine {

        private int runs;
        private Duration cpu = Duration.ofSeconds(7);

        @Override
        public void run(BenchQuery query, QueryKind kind) {
            runs++;
            cpu = cpu.plusMillis(runs == 1 ? 100 : runs <= 3 ? 20 : 10);
        }

        @Override
        public Answer answer(BenchQuery query, QueryKind kind) {
            return new Answer(Map.of());
        }

        @Override
        public Duration cpu() {
            return cpu;
        }
    }

    private static Cost measure(Duration perPhase) {
        return new Measurement(perPhase).of(new Warming(), BenchQuery.NOTHING, QueryKind.INSTANT);
    }

    @Test
    void warmUp_doesNotCountInTheMeasurement() {
        Cost cost = measure(Duration.ofMillis(200));

        assertThat(cost.first()).isEqualTo(Duration.ofMillis(100));
        assertThat(cost.warmUpRuns()).isEqualTo(1 + 2 + 16);
        assertThat(cost.warmUp()).isEqualTo(Duration.ofMillis(300));
        assertThat(cost.runs()).isEqualTo(20);
        assertThat(cost.perRun()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void slowQuery_runsThreeTimesAtLeast() {
        assertThat(measure(Duration.ofMillis(1)).runs()).isEqualTo(3);
    }
}
