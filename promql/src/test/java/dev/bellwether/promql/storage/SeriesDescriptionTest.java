package dev.bellwether.promql.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SequenceValue.FloatValue;
import dev.bellwether.promql.storage.SequenceValue.HistogramValue;
import dev.bellwether.promql.storage.SequenceValue.Omitted;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDescriptionTest {

    private static final Parser PARSER = new Parser(ParserOptions.DEFAULT);

    private static SeriesDescription parse(String text) {
        try {
            return SeriesDescription.parse(PARSER, text);
        } catch (ParseException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> values(String text) {
        return parse("a " + text).values().stream()
                .map(SeriesDescriptionTest::text)
                .toList();
    }

    private static String text(SequenceValue value) {
        if (value instanceof FloatValue number) {
            return StaleMarker.is(number.value()) ? "stale" : String.valueOf(number.value());
        }
        return value instanceof Omitted ? "_" : String.valueOf(value);
    }

    @Test
    void numbers_areRepeatedAndRise() {
        assertThat(values("1 -2.5e1 .5 Inf -inf NaN 1_000"))
                .containsExactly("1.0", "-25.0", "0.5", "Infinity", "-Infinity", "NaN", "1000.0");
        assertThat(values("1+2x2 5-1x1 7x1 _ _x2 stale -1-1x1"))
                .containsExactly(
                        "1.0", "3.0", "5.0", "5.0", "4.0", "7.0", "7.0", "_", "_", "_", "stale", "-1.0", "-2.0");
    }

    @Test
    void labels_mayHoldBracesAndBlanks() {
        SeriesDescription description = parse("{\"a metric\", x=\"} {{ \\\" \"} 1");
        assertThat(description.labels()).isEqualTo(Labels.of("__name__", "a metric", "x", "} {{ \" "));
        assertThat(description.values()).hasSize(1);
        assertThat(parse("a{}").values()).isEmpty();
    }

    @Test
    void histograms_areReadWithAllTheirFields() {
        SequenceValue value = parse("h {{schema:1 sum:-3 count:9 z_bucket:2 z_bucket_w:0.5 buckets:[1 2] offset:-1"
                        + " n_buckets:[3 1] n_offset:2 counter_reset_hint:gauge}}")
                .values()
                .get(0);
        NativeHistogram expected = NativeHistogram.builder()
                .schema(1)
                .sum(-3)
                .count(9)
                .zero(0.5, 2)
                .positive(-1, 1, 2)
                .negative(2, 3, 1)
                .build();
        assertThat(value).isInstanceOfSatisfying(HistogramValue.class, histogram -> {
            assertThat(histogram.histogram()).isEqualTo(expected);
            assertThat(histogram.histogram().hint()).isEqualTo(CounterResetHint.GAUGE);
            assertThat(histogram.hintGiven()).isTrue();
        });
    }

    @Test
    void histograms_rise() {
        List<SequenceValue> values = parse(
                        "h {{count:1 sum:2}}+{{count:2 sum:1 buckets:[2]}}x2 {{count:5}}-{{count:1}}x1 {{}}x1")
                .values();
        assertThat(values)
                .extracting(value -> ((HistogramValue) value).histogram().count())
                .containsExactly(1.0, 3.0, 5.0, 5.0, 4.0, 0.0, 0.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1+",
                "1x",
                "1+1x99999999",
                "1+2",
                "1-2",
                "{{}}+{{}}",
                "{{}}-{{}}",
                "__",
                "{{",
                "{{sum}}",
                "{{nope:1}}",
                "{{sum:1 sum:2}}",
                "{{schema:9}}",
                "{{count:1}}+{{schema:-53}}x1"
            })
    void whatIsNoValue_isRefused(String value) {
        assertThatThrownBy(() -> parse("a " + value)).isInstanceOf(IllegalArgumentException.class);
    }
}
