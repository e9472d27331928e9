package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.Requirements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesCommandTest {

    /** The corpus of the library: {@code newer} holds what Prometheus 3.14 takes and 2.42 does not, a file for each difference. */
    private static final Path CORPUS = Path.of("../promql/src/test/resources/rules");

    static List<Path> good() {
        return files("good");
    }

    static List<Path> bad() {
        return files("bad");
    }

    static List<Path> newer() {
        return files("newer");
    }

    static List<Path> tests() {
        return Stream.of("passing", "failing")
                .flatMap(folder -> files("../unittest/" + folder).stream())
                .toList();
    }

    /**
     * {@code newer} holds what 2.42 does not know, {@code changed} what it sees differently; each file passes in 3.14. {@code other} holds
     * what differs from both.
     */
    static List<Path> newerTests() {
        return Stream.of("newer", "changed", "other")
                .flatMap(folder -> files("../unittest/" + folder).stream())
                .toList();
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder).normalize())) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void goodFile_isCountedAndSucceeds() {
        Run run = Run.of("rules", "check", CORPUS.resolve("good/minimal.yaml").toString());

        assertThat(run.code()).isZero();
        assertThat(run.outLines())
                .containsExactly("Checking " + CORPUS.resolve("good/minimal.yaml"), "  SUCCESS: 1 rules found", "");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules check", "rules check -"})
    void standardInput_isCheckedAsAFileIs(String command) throws IOException {
        Run good = withInput(Files.readAllBytes(CORPUS.resolve("good/minimal.yaml")), command);
        Run bad = withInput(Files.readAllBytes(CORPUS.resolve("bad/unknown-fields.yaml")), command);

        assertThat(good.code()).isZero();
        assertThat(good.outLines()).containsExactly("Checking standard input", "  SUCCESS: 1 rules found", "");
        assertThat(bad.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(bad.err()).contains("<stdin>:");
    }

    @Test
    void standardInputThatIsNotUtf8_isRefused() {
        Run run = withInput(new byte[] {'g', (byte) 0xff}, "rules check");

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("<stdin>:1:1: the file is not UTF-8");
    }

    private static Run withInput(byte[] input, String command) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return Run.of(command.split(" "));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void badFile_isToldInFull_andTheNextOneIsCheckedToo() {
        Path bad = CORPUS.resolve("bad/unknown-fields.yaml");
        Run run = Run.of(
                "rules",
                "check",
                bad.toString(),
                CORPUS.resolve("good/minimal.yaml").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines())
                .containsExactly(
                        "  FAILED:",
                        bad + ":1:1: rule file: unknown field 'group'",
                        bad + ":5:5: rule group: unknown field 'intervall'",
                        bad + ":9:9: rule: unknown field 'fro'");
        assertThat(run.outLines()).contains("  SUCCESS: 1 rules found");
    }

    @Test
    void duplicates_areToldAndNoErrorUnlessWanted() {
        String file = CORPUS.resolve("good/duplicates.yaml").toString();

        Run told = Run.of("rules", "check", file);
        assertThat(told.code()).isZero();
        assertThat(told.errLines())
                .containsExactly(
                        "  FAILED:",
                        "lint: more than one rule writes A with labels {}: their values may get mixed up",
                        "lint: more than one rule writes r with labels {x=\"y\"}: their values may get mixed up");
        assertThat(Run.of("rules", "check", "--lint-fatal", file).code()).isEqualTo(3);
        assertThat(Run.of("rules", "check", "--lint-fatal", "--lint", "none", file)
                        .code())
                .isZero();
        assertThat(Run.of("rules", "check", "--lint-fatal", "--lint", "none,all", file)
                        .code())
                .isEqualTo(3);
        Run typo = Run.of("rules", "check", "--lint", "typos", file);
        assertThat(typo.code()).isZero();
        assertThat(typo.err())
                .contains("WARNING: unknown lint option \"typos\"")
                .doesNotContain("FAILED");
    }

    @Test
    void whatALogCannotAnswer_isWarnedOf_andNoErrorUnlessWanted(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("rules.yaml"), "groups: [{name: a, rules: [{record: r, expr: 'rate(up[30d])'}]}]");

        Run warned = Run.of("rules", "check", "--lint-fatal", file.toString());

        assertThat(warned.code()).isZero();
        assertThat(warned.errLines())
                .singleElement()
                .asString()
                .startsWith("  WARNING: a server would refuse it: " + file + ": group \"a\", rule \"r\": looks back");
        for (String lint : List.of("unanswered-rules", "all")) {
            Run counted = Run.of("rules", "check", "--lint-fatal", "--lint", lint, file.toString());
            assertThat(counted.code()).as(lint).isEqualTo(ExitCode.LINT);
        }
        assertThat(Run.of("rules", "check", "--lint", "none", file.toString()).err())
                .isEmpty();
    }

    @Test
    void experimentalFunctions_haveToBeEnabled(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("rules.yaml"),
                "groups: [{name: a, rules: [{record: r, expr: 'sort_by_label(up, \"job\")'}]}]");

        assertThat(Run.of("rules", "check", file.toString()).code()).isEqualTo(1);
        assertThat(Run.of("rules", "check", "--enable-feature=promql-experimental-functions", file.toString())
                        .code())
                .isZero();
    }

    @Test
    void delayedNameRemoval_isUsedForTests(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tests.yaml"), """
                tests:
                  - input_series: [{series: 'a{job="x"}', values: 1}, {series: 'b{job="x"}', values: 3}]
                    promql_expr_test:
                      - {expr: 'sum(abs({job="x"}))', eval_time: 0, exp_samples: [{value: 4}]}
                """);

        assertThat(Run.of("rules", "test", file.toString()).err()).contains("same labelset");
        Run delayed = Run.of("rules", "test", "--enable-feature=promql-delayed-name-removal", file.toString());
        assertThat(delayed.code()).isZero();
        assertThat(delayed.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules check", "rules test"})
    void unknownFeatures_areWarnedOf(String command, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.yaml"), "");
        Run run = Run.of(
                command.split(" ")[0],
                command.split(" ")[1],
                "--enable-feature=no-such,,promql-experimental-functions",
                file.toString());

        assertThat(run.code()).isZero();
        assertThat(run.errLines()).containsExactly("  WARNING: unknown option for --enable-feature: \"no-such\"");
    }

    @Test
    void fileThatIsNotThere_fails(@TempDir Path folder) {
        Run run = Run.of("rules", "check", folder.resolve("none.yaml").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines()).containsExactly("  FAILED:", folder.resolve("none.yaml") + ": no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules check", "rules test"})
    void unknownFieldsOfRuleFiles_areIgnoredIfAsked(String command, @TempDir Path folder) throws IOException {
        Path rules = CORPUS.resolve("../unittest/rules/own-fields.yaml").toAbsolutePath();
        Path tests = Files.writeString(
                folder.resolve("tests.yaml"),
                "rule_files: [" + rules + "]\ntests: [{promql_expr_test: [{expr: one, eval_time: 0, exp_samples:"
                        + " [{labels: one, value: 1}]}]}]");
        String file = (command.endsWith("check") ? rules : tests).toString();

        Run strict = Run.of(command.split(" ")[0], command.split(" ")[1], file);
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.err()).contains("unknown field 'dashboard'");
        assertThat(Run.of(command.split(" ")[0], command.split(" ")[1], "--ignore-unknown-fields", file)
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource({"good", "bad"})
    void verdict_isThatOfPromtool(Path file) throws Exception {
        int expected = promtool("check", "rules", "--lint-fatal", file.toString());
        assertThat(Run.of("rules", "check", "--lint-fatal", file.toString()).code())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("newer")
    void whatIsNewerThanThisPromtool_isAccepted(Path file) throws Exception {
        assertThat(Run.of("rules", "check", file.toString()).errLines()).isEmpty();
        assertThat(promtool("check", "rules", file.toString()))
                .as("promtool 2.42 does not know it: the file stands in the right folder")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void verdictOfTests_isThatOfPromtool(Path file) throws Exception {
        assertThat(Run.of("rules", "test", file.toString()).code())
                .isEqualTo(promtool("test", "rules", file.toString()));
    }

    @ParameterizedTest
    @MethodSource("newerTests")
    void testsThatThisPromtoolSeesDifferently_pass(Path file) throws Exception {
        assertThat(Run.of("rules", "test", file.toString()).errLines()).isEmpty();
        assertThat(promtool("test", "rules", file.toString()))
                .as("promtool 2.42 differs: the file stands in the right folder")
                .isEqualTo(1);
    }

    @Test
    void tests_areToldFileByFile_andChosenByName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tests.yaml"), """
                rule_files: ['none-*.yaml']
                tests:
                  - name: right
                    promql_expr_test: [{expr: 1, eval_time: 0, exp_samples: [{value: 1}]}]
                  - name: wrong
                    promql_expr_test: [{expr: 1, eval_time: 0, exp_samples: [{value: 2}]}]
                """);

        Run all = Run.of("rules", "test", file.toString());
        assertThat(all.code()).isEqualTo(1);
        assertThat(all.outLines()).containsExactly("Testing " + file, "");
        assertThat(all.errLines())
                .containsExactly(
                        "  WARNING: no file matches the pattern none-*.yaml",
                        "  FAILED:",
                        "    name: wrong,",
                        "    expr: \"1\", time: 0s,",
                        "        exp: {} 2E+00",
                        "        got: {} 1E+00");
        Run one = Run.of("rules", "test", "--run", "^ri", file.toString());
        assertThat(one.code()).isZero();
        assertThat(one.outLines()).containsExactly("Testing " + file, "  SUCCESS", "");
        assertThat(Run.of("rules", "test", "--run", "(", file.toString()).code())
                .isEqualTo(64);
        assertThat(Run.of("rules", "test", folder.resolve("none.yaml").toString())
                        .code())
                .isEqualTo(1);
    }

    private static int promtool(String... arguments) throws IOException, InterruptedException {
        Path program = Requirements.program("promtool", "promtool");
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }
}
