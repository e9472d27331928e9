package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.bench.endtoend.Trend.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void growth_isWhatTheLineRisesBy_asAShareOfTheMean() {
        Trend trend = Trend.of(List.of(new Sample(0, 100), new Sample(10, 110), new Sample(20, 120)));

        assertThat(trend.mean()).isEqualTo(110);
        assertThat(trend.growth()).isCloseTo(20.0 / 110, within(1e-12));
    }

    @Test
    void whatGoesUpAndDown_doesNotGrow() {
        List<Sample> sawtooth = List.of(
                new Sample(0, 90), new Sample(1, 110), new Sample(2, 90), new Sample(3, 110), new Sample(4, 90));

        assertThat(Trend.of(sawtooth).growth()).isCloseTo(0, within(1e-12));
    }

    @Test
    void whatShrinks_growsByLessThanNothing() {
        assertThat(Trend.of(List.of(new Sample(5, 200), new Sample(6, 100))).growth())
                .isNegative();
    }

    @Test
    void oneMoment_isNoTrend() {
        assertThatThrownBy(() -> Trend.of(List.of(new Sample(1, 1))))
                .hasMessageContaining("samples: 1 (expected: at least two");
    }
}
