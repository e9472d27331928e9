package dev.bellwether.promql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S, 0s",
        "0s, PT0S, 0s",
        "5m, PT5M, 5m",
        "90s, PT90S, 1m30s",
        "1h30m, PT90M, 1h30m",
        "250ms, PT0.25S, 250ms",
        "1w, P7D, 1w",
        "90d, P90D, 90d",
        "1y, P365D, 1y",
        "14d, P14D, 2w",
        "1y2w3d4h5m6s7ms, P382DT4H5M6.007S, 382d4h5m6s7ms",
        "604801s, PT604801S, 7d1s",
        "365d1ms, PT8760H0.001S, 365d1ms",
        "292y, P106580D, 292y"
    })
    void durations_areReadAndPrintedAsPrometheusDoes(String text, Duration duration, String printed) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.print(duration)).isEqualTo(printed);
        assertThat(Durations.print(duration.negated())).isEqualTo((duration.isZero() ? "" : "-") + printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | empty duration string",
                "5 | not a valid duration string: \"5\"",
                "m | not a valid duration string: \"m\"",
                "1 s | unknown unit \" s\" in duration \"1 s\"",
                "1s1m | not a valid duration string: \"1s1m\"",
                "1μs | unknown unit \"μs\" in duration \"1μs\"",
                "5x | unknown unit \"x\" in duration \"5x\"",
                "-5m | not a valid duration string: \"-5m\"",
                "1.5h | unknown unit \".\" in duration \"1.5h\"",
                "1m1h | not a valid duration string: \"1m1h\"",
                "1m1m | not a valid duration string: \"1m1m\"",
                "293y | duration out of range",
                "99999999999999999999s | not a valid duration string: \"99999999999999999999s\""
            })
    void whatIsNoDuration_isRefused(String text, String message) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
