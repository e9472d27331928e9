package dev.bellwether.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellwether.telemetry.prometheus.Accumulation.Finding;
import dev.bellwether.telemetry.prometheus.SampleValue.Number;
import dev.bellwether.telemetry.prometheus.SampleValue.Stale;
import dev.bellwether.telemetry.prometheus.SeriesSample.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeltaAccumulatorTest {

    private static final long SECOND = 1_000_000_000L;
    private static final SeriesLabels LABELS = SeriesLabels.of(Map.of("__name__", "requests_total"));

    private final DeltaAccumulator accumulator = new DeltaAccumulator(Duration.ofSeconds(1));
    private Optional<DeltaState> state = Optional.empty();

    @Test
    void first_beginsTheTotal() {
        Accumulation first = add(10, 20, 5);
        assertThat(first.finding()).isEqualTo(Finding.FIRST);
        assertThat(sample(first)).isEqualTo(cumulative(10, 20, 5));
    }

    @Test
    void aligned_addsAndKeepsTheStart() {
        add(10, 20, 5);
        Accumulation next = add(20, 30, 7);
        assertThat(next.finding()).isEqualTo(Finding.CONTINUES);
        assertThat(sample(next)).isEqualTo(cumulative(10, 30, 12));
    }

    @Test
    void withinTheTolerance_isAligned() {
        add(10, 20, 5);
        assertThat(add(21, 30, 1).finding()).isEqualTo(Finding.CONTINUES);
        assertThat(add(29, 40, 1).finding()).isEqualTo(Finding.CONTINUES);
    }

    @Test
    void gap_beginsAnew() {
        add(10, 20, 5);
        Accumulation next = add(22, 30, 7);
        assertThat(next.finding()).isEqualTo(Finding.GAP);
        assertThat(sample(next)).isEqualTo(cumulative(22, 30, 7));
        assertThat(sample(add(30, 40, 1))).isEqualTo(cumulative(22, 40, 8));
    }

    @Test
    void overlapping_isDroppedAndChangesNothing() {
        add(10, 20, 5);
        Accumulation next = add(18, 30, 7);
        assertThat(next.finding()).isEqualTo(Finding.OVERLAPS);
        assertThat(next.sample()).isEmpty();
        assertThat(sample(add(20, 30, 1))).isEqualTo(cumulative(10, 30, 6));
    }

    @Test
    void lateOrTwice_isDroppedAndChangesNothing() {
        add(10, 20, 5);
        add(20, 30, 5);
        assertThat(add(10, 20, 5).finding()).isEqualTo(Finding.OUT_OF_ORDER);
        assertThat(add(20, 30, 5).finding()).isEqualTo(Finding.OUT_OF_ORDER);
        assertThat(add(5, 9, 5).finding()).isEqualTo(Finding.OUT_OF_ORDER);
        assertThat(sample(add(30, 40, 1))).isEqualTo(cumulative(10, 40, 11));
    }

    @Test
    void unknownStart_continues() {
        assertThat(sample(add(0, 20, 5))).isEqualTo(cumulative(0, 20, 5));
        Accumulation next = add(0, 90, 7);
        assertThat(next.finding()).isEqualTo(Finding.CONTINUES);
        assertThat(sample(next)).isEqualTo(cumulative(0, 90, 12));
    }

    @Test
    void stale_endsTheSeries() {
        add(10, 20, 5);
        Accumulation end = add(new SeriesSample(
                LABELS, SampleKind.DELTA, new Interval(20 * SECOND, 30 * SECOND), new Stale(), List.of()));
        assertThat(end.finding()).isEqualTo(Finding.ENDS);
        assertThat(sample(end).value()).isEqualTo(new Stale());
        assertThat(sample(end).kind()).isEqualTo(SampleKind.CUMULATIVE);
        assertThat(add(30, 40, 1).finding()).isEqualTo(Finding.FIRST);
    }

    @Test
    void exemplars_goOnWithTheSample() {
        Exemplar exemplar = new Exemplar(SeriesLabels.of(Map.of("trace_id", "ab")), 1, 5);
        Accumulation first = add(new SeriesSample(
                LABELS, SampleKind.DELTA, new Interval(SECOND, 2 * SECOND), new Number(1), List.of(exemplar)));
        assertThat(sample(first).exemplars()).containsExactly(exemplar);
    }

    @Test
    void cumulativeSample_isNoDelta() {
        assertThatIllegalArgumentException().isThrownBy(() -> add(cumulative(10, 20, 5)));
    }

    @Test
    void shuffledWithRepetitions_totalNeverExceedsTheSumAndNeverFallsWithoutANewStart() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            state = Optional.empty();
            double sum = 0;
            SeriesSample before = cumulative(0, 1, 0);
            for (int step = 1; step < 60; step++) {
                int from = Math.max(1, step + random.nextInt(5) - 2);
                Accumulation next = add(from, from + 1 + random.nextInt(3), 1);
                sum++;
                if (next.sample().isPresent()) {
                    SeriesSample sample = sample(next);
                    assertThat(value(sample)).as("seed %d", seed).isBetween(1.0, sum);
                    assertThat(sample.interval().timeUnixNanos())
                            .as("seed %d", seed)
                            .isGreaterThan(before.interval().timeUnixNanos());
                    if (sample.interval().startUnixNanos() == before.interval().startUnixNanos()) {
                        assertThat(value(sample)).as("seed %d", seed).isGreaterThan(value(before));
                    }
                    before = sample;
                }
            }
        }
    }

    @Test
    void state_survivesItsBinaryForm() {
        DeltaState written = new DeltaState(12, 34, 5.5);
        assertThat(DeltaState.parse(written.toBytes())).isEqualTo(written);
        assertThatIllegalArgumentException().isThrownBy(() -> DeltaState.parse(new byte[23]));
    }

    private Accumulation add(long startSecond, long second, double value) {
        return add(new SeriesSample(
                LABELS,
                SampleKind.DELTA,
                new Interval(startSecond * SECOND, second * SECOND),
                new Number(value),
                List.of()));
    }

    private Accumulation add(SeriesSample delta) {
        Accumulation accumulation = accumulator.add(state.map(before -> DeltaState.parse(before.toBytes())), delta);
        state = accumulation.state();
        return accumulation;
    }

    private static SeriesSample sample(Accumulation accumulation) {
        return accumulation.sample().orElseThrow();
    }

    private static double value(SeriesSample sample) {
        return ((Number) sample.value()).value();
    }

    private static SeriesSample cumulative(long startSecond, long second, double value) {
        return new SeriesSample(
                LABELS,
                SampleKind.CUMULATIVE,
                new Interval(startSecond * SECOND, second * SECOND),
                new Number(value),
                List.of());
    }
}
