package dev.bellwether.bench.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.bench.promql.PromqlBench.Plan;
import dev.bellwether.bench.promql.PromqlBench.Row;
import dev.bellwether.testing.Requirements;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromqlBenchTest {

    private static Plan plan(Path prometheus) {
        return new Plan(prometheus, List.of(100), List.of(BenchQuery.values()), Duration.ofMillis(1));
    }

    @Test
    void prometheusAndBellwether_giveTheSameResults() throws IOException {
        Path prometheus = Requirements.program("prometheus", "prometheus");
        List<Row> told = new ArrayList<>();

        List<Row> rows = new PromqlBench(plan(prometheus)).run(told::add);

        assertThat(rows).hasSize(2 * BenchQuery.values().length).isEqualTo(told).allSatisfy(row -> {
            assertThat(row.difference()).as("%s", row).isEmpty();
            assertThat(row.samples()).isPositive();
            assertThat(row.prometheus().runs()).isGreaterThanOrEqualTo(3);
            assertThat(row.bellwether().runs()).isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void programThatIsNoPrometheus_isToldWithItsLastWords() {
        assertThatThrownBy(() -> new PromqlBench(plan(Path.of("/bin/echo"))).run(row -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Prometheus does not start; it said: --config.file=");
    }
}
