package dev.bellwether.alerting.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void numbers_areWrittenTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Words.count(1_234_567)).isEqualTo("1,234,567");
            assertThat(Words.percent(0.198)).isEqualTo("19.8 %");
            assertThat(Words.percent(1)).isEqualTo("100.0 %");
            assertThat(Words.exactPercent(0.05)).isEqualTo("5 %");
            assertThat(Words.exactPercent(0.1)).isEqualTo("10 %");
            assertThat(Words.exactPercent(0.0025)).isEqualTo("0.25 %");
            assertThat(Words.exactPercent(0)).isEqualTo("0 %");
            assertThat(Words.seconds(3.4199)).isEqualTo("3.42 s");
            assertThat(Words.seconds(0.35)).isEqualTo("350 ms");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void durations_areWrittenInTheirLargestUnits() {
        assertThat(Words.duration(Duration.ofMillis(350))).isEqualTo("350 ms");
        assertThat(Words.duration(Duration.ofMillis(2_500))).isEqualTo("2.5 s");
        assertThat(Words.duration(Duration.ofSeconds(15))).isEqualTo("15 s");
        assertThat(Words.duration(Duration.ofSeconds(90))).isEqualTo("1 min 30 s");
        assertThat(Words.duration(Duration.ofMinutes(5))).isEqualTo("5 min");
        assertThat(Words.duration(Duration.ofMinutes(90))).isEqualTo("1 h 30 min");
        assertThat(Words.duration(Duration.ofHours(24))).isEqualTo("24 h");
    }
}
