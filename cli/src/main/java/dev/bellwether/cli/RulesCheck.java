package dev.bellwether.cli;

import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.RulebookConfig;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code rules check}: tells of each file whether it is good, and if not, why. */
final class RulesCheck {

    /** What is looked for beyond what Prometheus refuses. */
    enum Lint {
        DUPLICATE_RULES,
        /** What Prometheus evaluates, and a log cannot answer: told in any case, and counted where it is asked for. */
        UNANSWERED_RULES;

        /** What stands between commas; of what nobody knows is only warned, as in promtool. */
        static Set<Lint> parse(String text, Terminal terminal) {
            Set<Lint> lint = EnumSet.noneOf(Lint.class);
            for (String part : text.split(",")) {
                switch (part) {
                    case "none", "" -> {}
                    case "duplicate-rules" -> lint.add(DUPLICATE_RULES);
                    case "unanswered-rules" -> lint.add(UNANSWERED_RULES);
                    case "all" -> lint.addAll(EnumSet.allOf(Lint.class));
                    default ->
                        terminal.note("WARNING: unknown lint option \"" + part
                                + "\" (expected: duplicate-rules, unanswered-rules, all or none)");
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
    private final Set<Lint> lint;
    private final RuleReading standing = new RuleReading(RulebookConfig.DEFAULT);

    RulesCheck(Terminal terminal, InputStream input, RuleFileReader reader, Set<Lint> lint) {
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
            String name = isInput(file) ? INPUT_NAME : file.toString();
            String text = isInput(file) ? YamlFile.decode(name, input.readAllBytes()) : YamlFile.read(file);
            RuleFile rules = reader.parse(name, text);
            List<Duplicate> duplicates = lint.contains(Lint.DUPLICATE_RULES) ? DuplicateRules.of(rules) : List.of();
            if (!duplicates.isEmpty()) {
                return failed(
                        Verdict.LINT, duplicates.stream().map(RulesCheck::said).toList());
            }
            terminal.line("  SUCCESS: " + rules.ruleCount() + " rules found");
            List<String> unanswered = lint.isEmpty() ? List.of() : standing.unanswered(rules);
            unanswered.forEach(
                    problem -> terminal.note("  WARNING: a server would refuse it: " + name + ": " + problem));
            return unanswered.isEmpty() || !lint.contains(Lint.UNANSWERED_RULES) ? Verdict.GOOD : Verdict.LINT;
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
