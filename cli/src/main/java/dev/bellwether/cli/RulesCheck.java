package dev.bellwether.cli;

import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.promql.rules.DuplicateRules;
import dev.bellwether.promql.rules.DuplicateRules.Duplicate;
import dev.bellwether.promql.rules.RuleFile;
import dev.bellwether.promql.rules.RuleFileReader;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.promql.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code rules check}: tells of each file whether it is good, and if not, why. */
final class RulesCheck {

    /** What is looked for beyond what Prometheus refuses. */
    enum Lint {
        NONE,
        DUPLICATE_RULES;

        /** What stands between commas; of what nobody knows is only warned, as in promtool. */
        static Lint parse(String text, Terminal terminal) {
            Lint lint = NONE;
            for (String part : text.split(",")) {
                switch (part) {
                    case "none", "" -> {}
                    case "duplicate-rules", "all" -> lint = DUPLICATE_RULES;
                    default ->
                        terminal.note("WARNING: unknown lint option \"" + part
                                + "\" (expected: duplicate-rules, all or none)");
                }
            }
            return lint;
        }
    }

    /** The worst that was found. */
    enum Verdict {
        GOOD,
        LINT,
        BAD;

        int exitCode(boolean lintFatal) {
            return switch (this) {
                case GOOD -> ExitCode.OK;
                case LINT -> lintFatal ? ExitCode.LINT : ExitCode.OK;
                case BAD -> ExitCode.FAILURE;
            };
        }

        private Verdict or(Verdict other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Stands for what comes on standard input. */
    static final Path INPUT = Path.of("-");

    /** How messages call it. */
    private static final String INPUT_NAME = "<stdin>";

    private final Terminal terminal;
    private final InputStream input;
    private final RuleFileReader reader;
    private final Lint lint;

    RulesCheck(Terminal terminal, InputStream input, RuleFileReader reader, Lint lint) {
        this.terminal = terminal;
        this.input = input;
        this.reader = reader;
        this.lint = lint;
    }

    Verdict run(List<Path> files) {
        Verdict verdict = Verdict.GOOD;
        for (Path file : files) {
            terminal.line("Checking " + (isInput(file) ? "standard input" : file));
            verdict = verdict.or(check(file));
            terminal.line("");
        }
        return verdict;
    }

    private Verdict check(Path file) {
        try {
            RuleFile rules = isInput(file)
                    ? reader.parse(INPUT_NAME, YamlFile.decode(INPUT_NAME, input.readAllBytes()))
                    : reader.read(file);
            List<Duplicate> duplicates = lint == Lint.NONE ? List.of() : DuplicateRules.of(rules);
            if (!duplicates.isEmpty()) {
                return failed(
                        Verdict.LINT, duplicates.stream().map(RulesCheck::said).toList());
            }
            terminal.line("  SUCCESS: " + rules.ruleCount() + " rules found");
            return Verdict.GOOD;
        } catch (MalformedFileException malformed) {
            return failed(Verdict.BAD, malformed.lines());
        } catch (NoSuchFileException missing) {
            return failed(Verdict.BAD, List.of(file + ": no such file"));
        } catch (IOException unreadable) {
            return failed(Verdict.BAD, List.of(file + ": cannot be read: " + unreadable.getMessage()));
        }
    }

    private static boolean isInput(Path file) {
        return file.equals(INPUT);
    }

    private Verdict failed(Verdict verdict, List<String> reasons) {
        terminal.note("  FAILED:");
        reasons.forEach(terminal::note);
        return verdict;
    }

    private static String said(Duplicate duplicate) {
        return "lint: more than one rule writes " + duplicate.name() + " with labels " + duplicate.labels()
                + ": their values may get mixed up";
    }
}
