package dev.bellwether.promql.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.text.GoStrings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates and what Prometheus 3.14 makes of them: the same texts, and the same messages. */
class TemplateCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/templates/expanded.tsv");

    private static final String URL = "http://prom.example:9090/path";

    private static final Map<String, String> LABELS =
            Map.of("instance", "web-1:9100", "job", "api", "severity", "page", "odd", "a\"b<c>'é");

    private static final TemplateContext CONTEXT =
            new TemplateContext(Instant.ofEpochMilli(1435065584128L), URL, TemplateCorpusTest::query);

    record Expanded(String template, double value, boolean fails, String text) {

        static Expanded parse(String line) {
            String[] columns = line.split("\t", -1);
            return new Expanded(
                    GoStrings.unquote(columns[0]),
                    GoFloats.parse(columns[1]),
                    columns[2].equals("error"),
                    GoStrings.unquote(columns[3]));
        }
    }

    static List<Expanded> corpus() {
        try {
            return Files.readAllLines(CORPUS).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(Expanded::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void template_isWhatPrometheusMakesOfIt(Expanded expected) {
        String text;
        boolean fails = false;
        try {
            AlertData data = new AlertData(LABELS, Map.of("cluster", "eu"), URL, expected.value());
            text = AlertTemplate.parse("A", expected.template()).expand(data, CONTEXT);
        } catch (TemplateException failure) {
            text = String.valueOf(failure.getMessage());
            fails = true;
        }
        assertThat(text).isEqualTo(expected.text());
        assertThat(fails).isEqualTo(expected.fails());
    }

    @Test
    void corpus_hasBoth() {
        assertThat(corpus()).filteredOn(Expanded::fails).hasSizeGreaterThan(80);
        assertThat(corpus()).filteredOn(expanded -> !expanded.fails()).hasSizeGreaterThan(200);
    }

    private static List<TemplateSample> query(String expression) throws TemplateContext.QueryFailure {
        return switch (expression) {
            case "up" -> List.of(up("web-2", 1), up("web-1", 2.5));
            case "none" -> List.of();
            default -> throw new TemplateContext.QueryFailure("no such query: " + expression);
        };
    }

    private static TemplateSample up(String instance, double value) {
        return new TemplateSample(Map.of("__name__", "up", "instance", instance, "job", "api"), value);
    }
}
