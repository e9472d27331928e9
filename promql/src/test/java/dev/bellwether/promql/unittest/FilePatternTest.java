package dev.bellwether.promql.unittest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternTest {

    private static final List<String> NAMES =
            List.of("a.yaml", "ab.yaml", "b.yaml", "a-b.yaml", "a[b].yaml", "a*.yaml", ".a.yaml", "sub/a.yaml");

    /** As Go's {@code filepath.Glob} finds them, 1.24. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yaml         | a.yaml",
                "./a.yaml       | a.yaml",
                "sub/../a.yaml  | a.yaml",
                "*/../a.yaml    | a.yaml",
                "?.yaml         | a.yaml b.yaml",
                "[a-b].yaml     | a.yaml b.yaml",
                "[^a].yaml      | b.yaml",
                "[b-a].yaml     |",
                "[^b-a].yaml    | a.yaml b.yaml",
                "a?b.yaml       | a-b.yaml",
                "a[\\-]b.yaml   | a-b.yaml",
                "a\\*.yaml      | a*.yaml",
                "a\\[b].yaml    | a[b].yaml",
                "a[[]b].yaml    | a[b].yaml",
                "a[*].yaml      | a*.yaml",
                "*/*.yaml       | sub/a.yaml",
                "*/a.yaml       | sub/a.yaml",
                "none/*.yaml    |",
                "a.yaml/*       |",
                "none.yaml      |"
            })
    void pattern_findsWhatGoFinds(String pattern, String expected, @TempDir Path folder) throws IOException {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "");
        }
        List<Path> wanted = expected == null
                ? List.of()
                : Stream.of(expected.split(" ")).map(folder::resolve).toList();
        assertThat(FilePattern.parse(pattern).resolve(folder)).isEqualTo(wanted);
        assertThat(FilePattern.parse(folder + "/" + pattern).resolve(Path.of("elsewhere")))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "a[", "[]", "[]a]", "[^]", "[a", "[a-", "[a-]", "[+--]", "[-a]", "[a\\", "\\", "a/[/b", "*["
            })
    void malformedPattern_isRefused(String pattern) {
        assertThatThrownBy(() -> FilePattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("malformed pattern of file names");
    }

    @Test
    void files_areInTheOrderOfTheirNames(@TempDir Path folder) throws IOException {
        for (String name : Arrays.asList("c", "a", "b")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertThat(FilePattern.parse("*").resolve(folder))
                .containsExactly(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
    }
}
