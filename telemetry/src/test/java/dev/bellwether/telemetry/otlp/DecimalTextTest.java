package dev.bellwether.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {

    @ParameterizedTest
    @CsvSource({
        "0,0,0",
        "1,1,1",
        "-2.5,-2.5,-2.5",
        "0.005,0.005,0.005",
        "0.1,0.1,0.1",
        "2.0E-3,0.002,0.002",
        "2.2250738585072014E-308,,2.2250738585072014e-308",
        "1e6,1000000,1000000",
        "1e22,10000000000000000000000,1e+22",
        "1.5e-7,0.00000015,1.5e-7",
        "9007199254740993,9007199254740992,9007199254740992",
        "2.0E23,200000000000000000000000,2e+23",
        "NaN,NaN,NaN",
        "Infinity,+Inf,Infinity",
        "-Infinity,-Inf,-Infinity"
    })
    void number_isWrittenAsItIsReadElsewhere(double value, String plain, String json) {
        if (plain != null) {
            assertThat(DecimalText.plain(value)).isEqualTo(plain);
        }
        assertThat(DecimalText.json(value)).isEqualTo(json);
    }

    @Test
    void text_readsBackAndIsNotLongerThanThatOfTheJdk() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            double value = round % 2 == 0 ? random.nextGaussian() : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = DecimalText.json(value);
                assertThat(Double.parseDouble(text)).as(text).isEqualTo(value);
                assertThat(Double.parseDouble(DecimalText.plain(value))).isEqualTo(value);
                assertThat(digits(text)).as(text).isLessThanOrEqualTo(digits(Double.toString(value)));
            }
        }
    }

    private static int digits(String text) {
        return text.replaceAll("[eE].*", "")
                .replaceAll("[-.]", "")
                .replaceAll("^0+|0+$", "")
                .length();
    }
}
