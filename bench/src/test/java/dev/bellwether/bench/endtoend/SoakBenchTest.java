package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.bench.endtoend.SoakBench.Looks;
import dev.bellwether.bench.endtoend.SoakBench.Memory;
import dev.bellwether.bench.endtoend.SoakBench.Plan;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoakBenchTest {

    private static Plan plan(Duration duration, Duration every) {
        return new Plan(
                LoadProfile.DEFAULT,
                new LoadPlan(1_000, duration, 8, 1),
                Duration.ZERO,
                new Looks(every, 0.1),
                new ServerOptions(Map.of(), "", ""));
    }

    /** Found when it has run for minutes, a line through one sample would be an internal error. */
    @Test
    void loadThatIsTooShortForALine_isRefused() {
        assertThat(plan(Duration.ofSeconds(50), Duration.ofSeconds(10)).load().duration())
                .hasSeconds(50);
        assertThatThrownBy(() -> plan(Duration.ofSeconds(49), Duration.ofSeconds(10)))
                .hasMessage("duration: PT49S (expected: at least PT50S, for 5 looks at memory)");
    }

    @Test
    void looks_areAtIntervals_andTolerancesAreShares() {
        assertThatThrownBy(() -> new Looks(Duration.ZERO, 0.1)).hasMessage("every: PT0S (expected: more than zero)");
        assertThatThrownBy(() -> new Looks(Duration.ofSeconds(1), -0.1))
                .hasMessage("tolerance: -0.1 (expected: 0 to 10)");
        assertThatThrownBy(() -> new Looks(Duration.ofSeconds(1), Double.NaN))
                .hasMessage("tolerance: NaN (expected: 0 to 10)");
    }

    @Test
    void memory_isFlat_whereNeitherLineRisesByMoreThanTolerated() {
        Trend level = new Trend(1e9, 0.1);
        Trend rising = new Trend(1e9, 0.11);

        assertThat(new Memory(level, level, 5, 0.1).flat()).isTrue();
        assertThat(new Memory(rising, level, 5, 0.1).flat()).isFalse();
        assertThat(new Memory(level, rising, 5, 0.1).flat()).isFalse();
    }
}
