package dev.bellwether.processors.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.telemetry.otlp.ByteSlice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | 1",
                "ot=th:0                   | 1",
                "ot=th:8                   | 2",
                "ot=th:c                   | 4",
                "ot=th:C                   | 4",
                "ot=rv:123456789abcde;th:c | 4",
                "vendor=x,ot=th:8          | 2",
                "'vendor=x, ot=th:8,o=y'   | 2",
                "ot=th:ff                  | 256",
                "ot=th:e6666666666666      | 10",
                "ot=th:                    | 1",
                "ot=th:zz                  | 1",
                "ot=th:fffffffffffffff     | 1",
                "notot=th:8                | 1",
                "vendor=ot=th:8            | 1",
                "ot=xth:8                  | 1",
            })
    void adjustedCount_isTheInverseOfTheProbability(String traceState, double expected) {
        assertThat(Sampling.adjustedCount(ByteSlice.of(traceState))).isCloseTo(expected, within(expected * 1e-9));
    }
}
