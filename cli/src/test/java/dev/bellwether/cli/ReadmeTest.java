package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the README at the root of the project says of the command. */
class ReadmeTest {

    private static final String BEGIN = "<!-- settings:begin -->";
    private static final String END = "<!-- settings:end -->";

    /** A call in a code block, up to a comment. */
    private static final Pattern CALL = Pattern.compile("^\\./bellwether ([^#|`\\n]*)", Pattern.MULTILINE);

    private static String readme = "";

    @BeforeAll
    static void read() throws IOException {
        readme = Files.readString(Path.of("..", "README.md").toAbsolutePath().normalize());
    }

    @Test
    void settings_areThoseThatTheParserKnows() {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        assertThat(begin).as(BEGIN).isPositive().isLessThan(end);

        assertThat(readme.substring(begin + BEGIN.length(), end).strip())
                .as("to make it anew: bellwether config --reference")
                .isEqualTo(ConfigCommand.referenceTable().strip());
    }

    @Test
    void everyCallInIt_isACommandWithItsOptions() {
        List<String> calls = CALL.matcher(readme)
                .results()
                .map(call -> call.group(1).strip())
                .toList();
        assertThat(calls).hasSizeGreaterThan(6);

        assertThat(calls).allSatisfy(call -> assertThatCode(() -> parse(call)).doesNotThrowAnyException());
        assertThatThrownBy(() -> parse("services --colour red")).hasMessageContaining("--colour");
    }

    private static void parse(String call) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        var unused = Bellwether.commandLine(nowhere, nowhere).parseArgs(call.split(" +", -1));
    }
}
