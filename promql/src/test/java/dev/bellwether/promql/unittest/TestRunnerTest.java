package dev.bellwether.promql.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.yaml.UnknownFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of tests with the verdicts that promtool of Prometheus 3.14 gave them. */
class TestRunnerTest {

    private static final Path CORPUS = Path.of("src/test/resources/unittest");

    private final TestRunner runner =
            new TestRunner(ParserOptions.DEFAULT, UnknownFields.REFUSED, EngineOptions.DEFAULT);

    static List<Path> passing() {
        return Stream.of("passing", "newer", "changed", "other")
                .flatMap(folder -> files(folder).stream())
                .toList();
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void tests_pass(Path file) throws IOException {
        assertThat(runner.run(file, name -> true).failures()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alert-not-expected | got: labels {alertname=AlwaysFiring} annotations {}",
                "alert-not-firing | got: no alerts",
                "bad-duration | 1:22: 'evaluation_interval': not a valid duration string: \"5\"",
                "bad-expected-labels | 2:71: labels {x: 1:3: parse error",
                "bad-expression | 2:36: could not parse expression: 1:5: parse error: unexpected end of input",
                "bad-rule-files | 1:35: 'rule_files': malformed pattern of file names \"[\": '[' has no ']'",
                "bad-rules | bad.yaml:5:19: group \"bad\", rule 1 (\"r\"): could not parse expression",
                "bad-series | 2:29: series up{ 1: 1:5: parse error",
                "bad-values | 2:29: series up 1 two: value: two",
                "change-without-times | 2:29: series a 1+2: value: 1+2",
                "duplicate-write | rule: r, time: 0s, err: duplicate sample for timestamp",
                "limit | rule: r, time: 0s, err: exceeded limit of 1 with 2 series",
                "many-to-many | many-to-many matching not allowed",
                "missing-sample | exp: nothing",
                "nan | got: {__name__=\"a\"} NaN",
                "no-alertname | misses required attribute alertname",
                "not-yaml | not YAML",
                "one-ulp-off | got: {} 3.0000000000000004E-01",
                "range-vector | rule result is not a vector or scalar",
                "repeated-group | 1:23: group name repeated in evaluation order: a",
                "same-alert-twice | same labelset after applying alert labels",
                "unknown-field | 2:5: test: unknown field 'promql_expr_tests'",
                "value-as-text | 2:70: 'value': expected a number, found 'one'",
                "wrong-annotation | exp: labels {alertname=Kept, instance=a} annotations {x=y}",
                "wrong-label | exp: {__name__=\"a\", x=\"y\"} 1E+00",
                "wrong-value | exp: {__name__=\"a\"} 2E+00"
            })
    void tests_failForTheRightReason(String name, String reason) throws IOException {
        List<String> failures = runner.run(CORPUS.resolve("failing/" + name + ".yaml"), test -> true)
                .failures();
        assertThat(failures).hasSize(1).first().asString().contains(reason);
    }

    @Test
    void unknownFieldsOfRuleFiles_areIgnoredIfAsked_thoseOfTestFilesNever(@TempDir Path folder) throws IOException {
        Path rules = CORPUS.resolve("rules/own-fields.yaml").toAbsolutePath();
        Path file = Files.writeString(folder.resolve("tests.yaml"), """
                rule_files: [%s]
                tests:
                  - promql_expr_test: [{expr: one, eval_time: 0, exp_samples: [{labels: one, value: 1}]}]
                """.formatted(rules));
        Path withOwnField = Files.writeString(folder.resolve("own.yaml"), "owner: shop\n" + Files.readString(file));
        TestRunner ignoring = new TestRunner(ParserOptions.DEFAULT, UnknownFields.IGNORED, EngineOptions.DEFAULT);

        assertThat(runner.run(file, name -> true).failures())
                .containsExactly(
                        rules + ":3:5: rule group: unknown field 'owner'",
                        rules + ":5:32: rule: unknown field 'dashboard'");
        assertThat(ignoring.run(file, name -> true).failures()).isEmpty();
        assertThat(ignoring.run(withOwnField, name -> true).failures())
                .containsExactly(withOwnField + ":1:1: test file: unknown field 'owner'");
    }
}
