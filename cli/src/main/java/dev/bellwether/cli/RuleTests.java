package dev.bellwether.cli;

import com.google.re2j.Pattern;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.promql.unittest.TestRunner;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** {@code rules test}: tells of each file whether its tests hold, and if not, what is otherwise. */
final class RuleTests {

    private final Terminal terminal;
    private final TestRunner runner;
    private final Predicate<String> names;

    /**
     * Tests in files.
     *
     * @param names regular expressions, one of which the name of a test has to contain; all tests if there are none
     */
    RuleTests(Terminal terminal, RuleFileOptions options, List<Pattern> names) {
        this.terminal = terminal;
        this.runner = new TestRunner(options.parserOptions(), options.unknownFields(), options.engineOptions());
        this.names = name -> names.isEmpty()
                || names.stream().anyMatch(pattern -> pattern.matcher(name).find());
    }

    int run(List<Path> files) {
        boolean good = true;
        for (Path file : files) {
            terminal.line("Testing " + file);
            good &= passes(file);
            terminal.line("");
        }
        return good ? ExitCode.OK : ExitCode.FAILURE;
    }

    private boolean passes(Path file) {
        try {
            TestRunner.Result result = runner.run(file, names);
            result.warnings().forEach(warning -> terminal.note("  WARNING: " + warning));
            return result.failures().isEmpty() ? succeeded() : failed(result.failures());
        } catch (NoSuchFileException missing) {
            return failed(List.of(missing.getFile() + ": no such file"));
        } catch (IOException unreadable) {
            return failed(List.of(file + ": cannot be read: " + unreadable.getMessage()));
        }
    }

    private boolean succeeded() {
        terminal.line("  SUCCESS");
        return true;
    }

    private boolean failed(List<String> failures) {
        terminal.note("  FAILED:");
        failures.forEach(terminal::note);
        return false;
    }
}
