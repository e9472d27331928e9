package dev.bellwether.promql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(GoFloats.plain(value)).isEqualTo(plain);
        assertThat(GoFloats.print(value)).isEqualTo(general);
    }

    @Test
    void floats_readBackAsTheSame() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                assertThat(Double.parseDouble(GoFloats.plain(value))).isEqualTo(value);
                assertThat(Double.parseDouble(GoFloats.print(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void strings_areQuotedWithGosEscapes() {
        assertThat(GoStrings.quote("a\"\\\n\t\u0001\u007fé😀\u00a0"))
                .isEqualTo("\"a\\\"\\\\\\n\\t\\x01\\x7fé😀\\u00a0\"");
        assertThat(GoStrings.quote("a" + UnicodeText.invalidByte(0xc5) + "z")).isEqualTo("\"a\\xc5z\"");
        assertThat(UnicodeText.isValid("é😀")).isTrue();
        assertThat(UnicodeText.isValid("a" + UnicodeText.invalidByte(0xc5))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"\\xc3\\xa9\" | é",
                "\"\\303\\251\" | é",
                "\"\\u00e9\\t\\x41\" | ~é\tA~",
                "\"😀\\U0001F600\" | 😀😀",
                "`\\x41` | \\x41",
                "'\\xe9' | é",
                "'\\351' | é"
            })
    void literals_sayWhatTheySayInGo(String literal, String text) {
        assertThat(GoStrings.unquote(literal)).isEqualTo(text);
    }

    @Test
    void byteThatIsNotUtf8_survivesReadingAndQuoting() {
        assertThat(GoStrings.quote(GoStrings.unquote("\"a\\xffz\""))).isEqualTo("\"a\\xffz\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\x4\"",
                "\"\\xg0\"",
                "\"\\777\"",
                "\"\\ud800\"",
                "\"\\U00110000\"",
                "\"\\q\"",
                "\"a\"b\"",
                "\"a",
                "a"
            })
    void literals_thatAreNone_areRefused(String literal) {
        assertThatThrownBy(() -> GoStrings.unquote(literal)).hasMessage("invalid syntax");
    }
}
