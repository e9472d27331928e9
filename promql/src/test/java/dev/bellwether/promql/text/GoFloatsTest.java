package dev.bellwether.promql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoFloatsTest {

    private record Format(char verb, int precision) {}

    private static final List<Format> COLUMNS = List.of(
            new Format('g', GoFloats.SHORTEST),
            new Format('e', GoFloats.SHORTEST),
            new Format('f', GoFloats.SHORTEST),
            new Format('g', 4),
            new Format('e', 3),
            new Format('f', 2),
            new Format('g', 0),
            new Format('f', 0),
            new Format('E', GoFloats.SHORTEST));

    @Test
    void numbers_areWrittenAsGoWritesThem() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/text/floats.tsv"));
        assertThat(lines).hasSizeGreaterThan(150);
        SoftAssertions all = new SoftAssertions();
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(columns[0], 16));
            for (int i = 0; i < COLUMNS.size(); i++) {
                Format format = COLUMNS.get(i);
                all.assertThat(GoFloats.format(value, format.verb(), format.precision()))
                        .as("%s in %s", value, format)
                        .isEqualTo(columns[i + 1]);
            }
        }
        all.assertAll();
    }

    @Test
    void whatIsPrinted_readsBackAsTheSameNumber() {
        Random random = new Random(20261121);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                assertThat(GoFloats.parse(GoFloats.print(value)))
                        .as("seed 20261121")
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "+1.5, 1.5",
        "-.5, -0.5",
        "5., 5",
        "1e3, 1000",
        "0x1p4, 16",
        "0x_1Fp0, 31",
        "Inf, Infinity",
        "-infinity, -Infinity",
        "nan, NaN",
        "+inf, Infinity"
    })
    void numbers_areReadAsGoReadsThem(String text, double value) {
        assertThat(GoFloats.parse(text)).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "one", "1f", "1d", "0x1", "1_000", "+nan", ".", "e5", "1e", "--1"})
    void whatGoDoesNotRead_isRefused(String text) {
        assertThatThrownBy(() -> GoFloats.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("strconv.ParseFloat: parsing " + GoStrings.quote(text) + ": invalid syntax");
    }

    @Test
    void tooLargeNumbers_areRefused() {
        assertThatThrownBy(() -> GoFloats.parse("1e400")).hasMessageEndingWith("value out of range");
        assertThatThrownBy(() -> GoFloats.format(1, 'x', 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
