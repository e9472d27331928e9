package dev.bellwether.bench.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.labels.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Labels A = Labels.of("job", "a");
    private static final Labels B = Labels.of("job", "b");

    private static final Answer ANSWER = new Answer(Map.of(A, Map.of(1L, 10.0, 2L, Double.NaN)));

    @Test
    void equalAnswers_doNotDiffer() {
        assertThat(ANSWER.differenceFrom(new Answer(Map.of(A, Map.of(1L, 10.0, 2L, Double.NaN))), 0))
                .isEmpty();
    }

    @Test
    void valueWithinTolerance_isTheSame() {
        Answer near = new Answer(Map.of(A, Map.of(1L, 10.01, 2L, Double.NaN)));

        assertThat(ANSWER.differenceFrom(near, 0.002)).isEmpty();
        assertThat(ANSWER.differenceFrom(near, 0.0005))
                .hasValueSatisfying(said -> assertThat(said).contains("job=\"a\"", "10.0", "10.01"));
    }

    @Test
    void numberWhereTheOtherHasNone_differs() {
        assertThat(ANSWER.differenceFrom(new Answer(Map.of(A, Map.of(1L, 10.0, 2L, 0.0))), 1))
                .isPresent();
    }

    @Test
    void infinity_equalsItselfOnly() {
        Answer infinite = new Answer(Map.of(A, Map.of(1L, Double.POSITIVE_INFINITY)));

        assertThat(infinite.differenceFrom(infinite, 0.1)).isEmpty();
        assertThat(infinite.differenceFrom(new Answer(Map.of(A, Map.of(1L, 1e300))), 0.1))
                .isPresent();
    }

    @Test
    void otherSeriesOrTimes_differ() {
        assertThat(ANSWER.differenceFrom(new Answer(Map.of()), 1)).isPresent();
        assertThat(ANSWER.differenceFrom(new Answer(Map.of(B, Map.of(1L, 10.0, 2L, Double.NaN))), 1))
                .isPresent();
        assertThat(ANSWER.differenceFrom(new Answer(Map.of(A, Map.of(1L, 10.0))), 1))
                .isPresent();
        assertThat(ANSWER.differenceFrom(new Answer(Map.of(A, Map.of(1L, 10.0, 3L, Double.NaN))), 1))
                .isPresent();
    }
}
