package dev.bellwether.alerting.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.alerting.rulebook.RulebookConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {

    private static final String RULES = """
            groups:
              - name: shop
                rules:
                  - alert: Down
                    expr: up == 0
            """;

    @TempDir
    Path folder;

    @Test
    void files_areThoseOfAllPatterns_byTheLastPartOfTheirPath() throws Exception {
        write("a/one.yml", RULES);
        write("a/two.yaml", "groups: []\n");
        write("b/three.yml", RULES);
        write("b/c/four.yml", RULES);

        assertThat(read("*/*.yml", "a/two.yaml", "a/t?o.*"))
                .containsOnlyKeys("one.yml", "two.yaml", "three.yml")
                .containsEntry("one.yml", RULES);
        assertThat(read("b/[a-d]/*.yml")).containsOnlyKeys("four.yml");
    }

    @Test
    void patternsThatStandForNothing_areNoProblem_andFilesThatAreNotThereAre() throws Exception {
        assertThat(read("none/*.yml", "*.yml")).isEmpty();
        assertThat(read()).isEmpty();
        assertThat(problems("none/one.yml"))
                .containsExactly("alerting.rules.files: " + folder.resolve("none/one.yml") + ": no such file");
    }

    @Test
    void everythingThatIsWrongWithAnyFile_isToldWithItsPlace() throws Exception {
        Path one =
                write("one.yml", RULES.replace("up == 0", "up ==").replace("alert: Down", "alert: Down\n        a: b"));
        Path two = write("two.yml", RULES.replace("up == 0", "rate(up[90d])"));
        Path three = write("three.yml", "groups: [\n");
        Path four = folder.resolve("four.yml");
        Files.write(four, new byte[] {'a', (byte) 0xff});
        write("good.yml", RULES);

        List<String> problems = problems("*.yml");

        assertThat(problems).hasSize(5);
        assertThat(problems).anyMatch(problem -> problem.startsWith(one + ":5:"));
        assertThat(problems).anyMatch(problem -> problem.startsWith(one + ":6:"));
        assertThat(problems)
                .anyMatch(problem -> problem.startsWith(two + ": group \"shop\", rule \"Down\": looks back"));
        assertThat(problems).anyMatch(problem -> problem.startsWith(three + ":"));
        assertThat(problems).contains(four + ":1:1: the file is not UTF-8");
    }

    @Test
    void filesOfTheSameName_areRefused_unlessTheyAreOneFile() throws Exception {
        Path one = write("a/rules.yml", RULES);
        assertThat(read("a/rules.yml", "a/*.yml", "a/../a/rules.yml")).hasSize(1);

        Path other = write("b/rules.yml", RULES);

        assertThat(problems("*/rules.yml"))
                .singleElement()
                .asString()
                .contains(one.toString(), other.toString(), "the same name");
    }

    @Test
    void filesWithNamesThatCannotBeKeys_areRefused() throws Exception {
        write("a;b.yml", RULES);

        assertThat(problems("*.yml")).singleElement().asString().contains("a;b.yml");
    }

    @Test
    void filesThatDoNotFitIntoARecord_areRefused() throws Exception {
        Path large = write("large.yml", RULES + "# " + "x".repeat(RulePublisher.MAX_TEXT_BYTES));

        assertThat(problems("*.yml"))
                .singleElement()
                .asString()
                .startsWith(large + ": ")
                .contains("at most 1000000");
    }

    @Test
    void patternsThatAreNone_areToldAsSuch() {
        assertThat(problems("[a.yml")).singleElement().asString().startsWith("alerting.rules.files: ");
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Map<String, String> read(String... patterns) throws RuleFilesException {
        return files(patterns).read();
    }

    private List<String> problems(String... patterns) {
        return catchThrowableOfType(RuleFilesException.class, () -> read(patterns))
                .problems();
    }

    private RuleFiles files(String... patterns) {
        return new RuleFiles(
                List.of(patterns).stream()
                        .map(pattern -> folder + "/" + pattern)
                        .toList(),
                RulebookConfig.DEFAULT);
    }
}
