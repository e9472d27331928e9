package dev.bellwether.promql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
