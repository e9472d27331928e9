package dev.bellwether.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README of the foreign clients says of their versions. */
class ForeignVersionsTest {

    private static final Path INTEROP = Path.of("src", "test", "interop");

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (\\S+) \\|", Pattern.MULTILINE);

    @Test
    void table_namesTheVersionsThatAreInstalled() throws IOException {
        Map<String, String> installed = new HashMap<>();
        for (String line : Files.readAllLines(INTEROP.resolve("python/requirements.txt"))) {
            String[] pin = line.split("==", 2);
            installed.put(pin[0], pin[1]);
        }
        JsonNode packages = new JsonMapper()
                .readTree(INTEROP.resolve("node/package.json").toFile())
                .path("dependencies");
        packages.properties()
                .forEach(dependency ->
                        installed.put(dependency.getKey(), dependency.getValue().textValue()));

        List<MatchResult> rows = ROW.matcher(Files.readString(INTEROP.resolve("README.md")))
                .results()
                .toList();

        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(rows).allSatisfy(row -> assertThat(installed).containsEntry(row.group(1), row.group(2)));
    }

    @Test
    void lockFile_namesNoRegistry() throws IOException {
        assertThat(Files.readString(INTEROP.resolve("node/package-lock.json"))).doesNotContain("\"resolved\"");
    }
}
