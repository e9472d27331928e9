package dev.bellwether.bench.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.storage.SeriesSamples;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticSeriesTest {

    @Test
    void sizeCountsSeriesOfTheCounter_andBuckets() {
        List<SeriesSamples> series = SyntheticSeries.of(1_000);

        assertThat(named(series, "requests_total")).isEqualTo(1_000);
        assertThat(named(series, "latency_seconds_bucket")).isEqualTo(1_000);
        assertThat(named(series, "latency_native_seconds")).isEqualTo(100);
        assertThat(named(series, "build_info")).isEqualTo(50);
    }

    private static long named(List<SeriesSamples> series, String name) {
        return series.stream()
                .filter(one -> one.labels().metricName().equals(name))
                .count();
    }

    @Test
    void sameSize_givesTheSameSeries() {
        assertThat(contents(SyntheticSeries.of(100))).isEqualTo(contents(SyntheticSeries.of(100)));
    }

    private static List<List<?>> contents(List<SeriesSamples> series) {
        return series.stream()
                .map(one -> Arrays.asList(
                        one.labels(),
                        IntStream.range(0, one.size())
                                .mapToObj(i ->
                                        Arrays.asList(one.time(i), one.value(i), Objects.toString(one.histogram(i))))
                                .toList()))
                .<List<?>>map(one -> one)
                .toList();
    }

    @Test
    void noSample_liesOnAFullSecond() {
        for (SeriesSamples one : SyntheticSeries.of(5_000)) {
            for (int i = 0; i < one.size(); i++) {
                assertThat(one.time(i) % 1_000).isNotZero();
            }
        }
    }

    @Test
    void tooFewSeries_areRefused() {
        assertThatThrownBy(() -> SyntheticSeries.of(9)).hasMessageContaining("expected: at least 10 series");
    }
}
