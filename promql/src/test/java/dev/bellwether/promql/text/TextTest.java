package dev.bellwether.promql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    /** Number, Go's {@code 'f'} and Go's {@code %v}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "-0.0, -0, -0",
        "100000, 100000, 100000",
        "0.1, 0.1, 0.1",
        "1e6, 1000000, 1e+06",
        "123456789, 123456789, 1.23456789e+08",
        "1e20, 100000000000000000000, 1e+20",
        "1e21, 1000000000000000000000, 1e+21",
        "0.0001, 0.0001, 0.0001",
        "-0.00001, -0.00001, -1e-05",
        "2e23, 200000000000000000000000, 2e+23",
        "2.0E-3, 0.002, 0.002",
        "5e-10, 0.0000000005, 5e-10",
        "NaN, NaN, NaN",
        "Infinity, +Inf, +Inf",
        "-Infinity, -Inf, -Inf"
    })
    void floats_areWrittenAsInGo(double value, String plain, String general) {
        assertThat(FloatText.plain(value)).isEqualTo(plain);
        assertThat(FloatText.general(value)).isEqualTo(general);
    }

    @Test
    void floats_readBackAsTheSame() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                assertThat(Double.parseDouble(FloatText.plain(value))).isEqualTo(value);
                assertThat(Double.parseDouble(FloatText.general(value))).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ms",
        "90000, 1m30s",
        "-5400000, -1h30m",
        "86400000, 1d",
        "604800000, 1w",
        "604801000, 7d1s",
        "31536000000, 1y",
        "31536000001, 365d1ms",
        "1209600000, 2w"
    })
    void durations_areWrittenInFallingUnits(long millis, String text) {
        assertThat(DurationText.format(millis)).isEqualTo(text);
        assertThat(DurationText.parseMillis(text.replace("-", ""))).hasValue(Math.abs(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "1s1m", "1s1s", "1 s", "1.5s", "-1s", "1μs", "300y", "99999999999999999999s"})
    void durations_thatAreNone_areRefused(String text) {
        assertThat(DurationText.parseMillis(text)).isEmpty();
    }

    @Test
    void strings_areQuotedWithGosEscapes() {
        assertThat(GoStrings.quote("a\"\\\n\t\u0001\u007fé😀\u00a0"))
                .isEqualTo("\"a\\\"\\\\\\n\\t\\x01\\x7fé😀\\u00a0\"");
        assertThat(GoStrings.quote("a" + UnicodeText.invalidByte(0xc5) + "z")).isEqualTo("\"a\\xc5z\"");
        assertThat(UnicodeText.isValid("é😀")).isTrue();
        assertThat(UnicodeText.isValid("a" + UnicodeText.invalidByte(0xc5))).isFalse();
    }
}
