package dev.bellwether.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.template.AlertTemplate;
import dev.bellwether.promql.yaml.MalformedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFileReaderTest {

    private static final Path CORPUS = Path.of("src/test/resources/rules");

    private final RuleFileReader reader = new RuleFileReader(ParserOptions.DEFAULT);

    static List<Path> good() {
        return files("good");
    }

    static List<Path> bad() {
        return files("bad");
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodFiles_areRead(Path file) {
        assertThatCode(() -> reader.read(file)).doesNotThrowAnyException();
    }

    /** Beside each bad file stands what is wrong with it: all of it, in the order of the file. */
    @ParameterizedTest
    @MethodSource("bad")
    void badFiles_areRefusedWithAllTheirProblems(Path file) throws IOException {
        List<String> expected = Files.readAllLines(Path.of(file.toString().replace(".yaml", ".problems")));
        assertThat(expected).isNotEmpty();
        assertThatThrownBy(() -> reader.parse(file.getFileName().toString(), Files.readString(file)))
                .asInstanceOf(type(MalformedFileException.class))
                .satisfies(malformed -> assertThat(malformed.lines()).isEqualTo(expected));
    }

    @Test
    void group_isReadWithAllItsFields() throws Exception {
        RuleFile file = reader.parse("test.yaml", """
                groups:
                  - name: errors
                    interval: 30s
                    query_offset: 1m
                    limit: 0x10
                    labels: {team: infra, severity: low}
                    rules:
                      - record: job:errors:rate5m
                        expr: sum by (job) (rate(errors_total[5m]))
                        labels: {source: rules}
                      - alert: Errors
                        expr: job:errors:rate5m > 1
                        for: 5m
                        keep_firing_for: 10m
                        labels: {severity: page}
                        annotations: {summary: '{{ $value }}'}
                """);

        RuleGroup group = file.groups().get(0);
        assertThat(file.ruleCount()).isEqualTo(2);
        assertThat(group.name()).isEqualTo("errors");
        assertThat(group.interval()).contains(Duration.ofSeconds(30));
        assertThat(group.queryOffset()).contains(Duration.ofMinutes(1));
        assertThat(group.limit()).isEqualTo(16);
        assertThat(group.rules().get(0)).asInstanceOf(type(RecordingRule.class)).satisfies(rule -> {
            assertThat(rule.expression()).hasToString("sum by (job) (rate(errors_total[5m]))");
            assertThat(rule.labelTexts()).isEqualTo(Map.of("team", "infra", "severity", "low", "source", "rules"));
        });
        assertThat(group.rules().get(1)).asInstanceOf(type(AlertingRule.class)).satisfies(rule -> {
            assertThat(rule.holdDuration()).isEqualTo(Duration.ofMinutes(5));
            assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofMinutes(10));
            assertThat(rule.labelTexts()).isEqualTo(Map.of("team", "infra", "severity", "page"));
            assertThat(rule.annotations()).isEqualTo(Map.of("summary", AlertTemplate.parse("Errors", "{{ $value }}")));
        });
    }

    @Test
    void intervalOfZero_isTheDefault_andAnOffsetOfZeroIsNot() throws Exception {
        RuleGroup group = reader.parse("test.yaml", "groups: [{name: a, interval: 0s, query_offset: 0s}]")
                .groups()
                .get(0);
        assertThat(group.interval()).isEmpty();
        assertThat(group.queryOffset()).isEqualTo(Optional.of(Duration.ZERO));
    }

    @Test
    void mergedMappings_giveWayToWhatStandsThere() throws Exception {
        RuleFile file = reader.read(CORPUS.resolve("good/anchors.yaml"));
        assertThat(file.groups().get(0).rules())
                .extracting(Rule::name, Rule::labelTexts)
                .containsExactly(
                        tuple("First", Map.of("severity", "page", "team", "infra")),
                        tuple("Second", Map.of("severity", "page", "team", "infra")),
                        tuple("Third", Map.of("severity", "page", "team", "web")));
    }

    @Test
    void duplicates_areFoundOverAllGroups_eachOnce() throws Exception {
        assertThat(DuplicateRules.of(reader.read(CORPUS.resolve("good/duplicates.yaml"))))
                .containsExactly(
                        new DuplicateRules.Duplicate("A", Labels.EMPTY),
                        new DuplicateRules.Duplicate("r", Labels.of("x", "y")));
        assertThat(DuplicateRules.of(reader.read(CORPUS.resolve("good/templates.yaml"))))
                .isEmpty();
    }

    @Test
    void fileThatIsNotUtf8_isRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("latin1.yaml");
        Files.write(file, new byte[] {'#', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> reader.read(file)).hasMessage(file + ":1:1: the file is not UTF-8");
    }

    @Test
    void fileThatMergesItself_ends() {
        assertThatThrownBy(() -> reader.parse("loop.yaml", "groups:\n  - &a\n    <<: *a\n    nme: x\n"))
                .hasMessageContaining("the group has no 'name'");
    }
}
