package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeasurableTest {

    private static LoadSummary load(long acknowledged, Map<String, Long> problems) {
        return new LoadSummary(
                Duration.ofSeconds(1),
                10,
                acknowledged,
                problems.size(),
                0,
                0,
                acknowledged * 400,
                new TreeMap<>(problems),
                ExponentialHistogram.EMPTY,
                ExponentialHistogram.EMPTY);
    }

    @Test
    void loadOfWhichNothingWasTaken_isNotMeasured() {
        assertThatThrownBy(() -> Measurable.load(load(0, Map.of("UNAVAILABLE", 7L))))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing of the load is acknowledged: {UNAVAILABLE=7}");
        assertThatThrownBy(() -> Measurable.load(load(0, Map.of()))).hasMessageContaining("no request has an answer");
    }

    @Test
    void loadOfWhichSomeWasTaken_is() throws IOException {
        LoadSummary some = load(1, Map.of("UNAVAILABLE", 7L));

        assertThat(Measurable.load(some)).isSameAs(some);
    }
}
