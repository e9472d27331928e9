package dev.bellwether.promql.eval;

import static dev.bellwether.promql.eval.DescribedSeries.MINUTE;
import static dev.bellwether.promql.eval.DescribedSeries.parse;
import static dev.bellwether.promql.eval.DescribedSeries.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.eval.EngineOptions.Limits;
import dev.bellwether.promql.eval.QueryValue.MatrixValue;
import dev.bellwether.promql.storage.Queryable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final Queryable TWO = series("a{x=\"1\"} 1x99", "a{x=\"2\"} 1x99");

    private static Engine engine(long samples, int series, int steps) {
        return new Engine(EngineOptions.DEFAULT.withLimits(new Limits(samples, series, steps)));
    }

    private static QueryResult instant(Engine engine, String query, int minute) {
        return engine.instant(TWO, parse(query), Instant.EPOCH.plus(MINUTE.multipliedBy(minute)));
    }

    private static QueryResult range(Engine engine, String query, int minutes) {
        return engine.range(TWO, parse(query), Instant.EPOCH, Instant.EPOCH.plus(MINUTE.multipliedBy(minutes)), MINUTE);
    }

    @Test
    void limits_endTheQuery_andSayWhich() {
        assertThatThrownBy(() -> instant(engine(150, 10, 100), "sum_over_time(a[2h])", 99))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("too many samples")
                .hasMessageContaining("150");
        assertThatThrownBy(() -> instant(engine(1_000_000, 1, 100), "a", 1)).hasMessageContaining("2 series");
        Engine fewSteps = engine(1_000_000, 10, 50);
        assertThatThrownBy(() -> range(fewSteps, "a", 60)).hasMessageContaining("61 steps");
        assertThat(range(fewSteps, "a", 49).value()).isInstanceOf(MatrixValue.class);
        assertThatThrownBy(() -> instant(fewSteps, "sum_over_time(a[10m:1s])", 60))
                .hasMessageContaining("600 steps");
    }

    @Test
    void moreStepsThanAnIntHolds_areTooMany() {
        Instant end = Instant.ofEpochMilli(Long.MAX_VALUE / 2);
        assertThatThrownBy(
                        () -> engine(1_000, 10, 100).range(TWO, parse("a"), Instant.EPOCH, end, Duration.ofMillis(1)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("steps");
    }

    /** Each of these would be an array that no heap has room for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a @ 0",
                "a @ 0 + 1",
                "1",
                "-(time())",
                "time()",
                "rate(a[5m])",
                "sum(a @ 0)",
                "vector(1)",
                "absent(b)",
                "label_replace(vector(time()), \"a\", \"\", \"\", \"\")",
                "clamp_max(a @ 0, 1)",
                "hour()"
            })
    void samplesOfAllSteps_areCountedBeforeThereIsMemoryForThem(String query) {
        Engine engine = engine(1_000, 10, Integer.MAX_VALUE);
        Instant end = Instant.ofEpochMilli(Integer.MAX_VALUE - 1);
        assertThatThrownBy(() -> engine.range(TWO, parse(query), Instant.EPOCH, end, Duration.ofMillis(1)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("too many samples");
    }

    @Test
    void partsThatAreTheSameAtAllSteps_count() {
        assertThat(((MatrixValue) range(engine(100, 10, 100), "a @ 0", 39).value()).series())
                .hasSize(2);
        assertThatThrownBy(() -> range(engine(80, 10, 100), "a @ 0", 39)).hasMessageContaining("too many samples");
        assertThatThrownBy(() -> range(engine(10, 10, 100), "1", 39)).hasMessageContaining("too many samples");
    }
}
