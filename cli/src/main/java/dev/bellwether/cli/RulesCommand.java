package dev.bellwether.cli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.promql.rules.RuleFileReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on Prometheus' rule files: without a server, and on those that a server has. */
@Command(
        name = "rules",
        description = "Checks and tests Prometheus rule files, as promtool does, and puts them in place on a server.",
        footer = {
            "",
            "Examples:",
            "  bellwether rules check rules/*.yaml",
            "  bellwether rules check --lint-fatal rules.yaml    duplicates are an error too",
            "  bellwether rules test tests/*.yaml",
            "  bellwether rules apply rules/*.yaml",
            "  bellwether rules list"
        })
final class RulesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "which subcommand? There are: check, test, apply, list, remove");
    }

    @Command(
            name = "check",
            description = {
                "Reads rule files as strictly as Prometheus 3 does, and says all that is wrong with them.",
                "Exit codes: 0 all files are good, 1 a file is not, 3 only --lint-fatal stands against it."
            },
            footer = {
                "",
                "Examples:",
                "  bellwether rules check --lint none rules/*.yaml",
                "  helm template . | yq .spec | bellwether rules check"
            })
    int check(
            @Parameters(paramLabel = "FILE", arity = "0..*", description = "Rule files; - or none is standard input.")
                    @Nullable
                    List<Path> files,
            @Option(
                            names = "--lint",
                            paramLabel = "CHECKS",
                            defaultValue = "duplicate-rules",
                            description = {
                                "What more to look for, with commas: duplicate-rules, unanswered-rules, all, none. Rules that a server of",
                                "Bellwether with default settings would refuse are warned of; they count with unanswered-rules. Default: ${DEFAULT-VALUE}."
                            })
                    String lint,
            @Option(names = "--lint-fatal", description = "What --lint looks for is an error, with exit code 3.")
                    boolean lintFatal,
            @Mixin RuleFileOptions options) {
        Terminal terminal = Output.terminal(spec);
        options.warnOfUnknownFeatures(terminal);
        RuleFileReader reader = new RuleFileReader(options.parserOptions(), options.unknownFields());
        RulesCheck check = new RulesCheck(terminal, System.in, reader, RulesCheck.Lint.parse(lint, terminal));
        return check.run(files == null ? List.of(RulesCheck.INPUT) : files).exitCode(lintFatal);
    }

    @Command(
            name = "test",
            description = {
                "Runs the unit tests of rules, in the files of promtool test rules.",
                "Exit codes: 0 all tests hold, 1 one does not."
            },
            footer = {"", "Example:", "  bellwether rules test --run 'checkout.*' tests/*.yaml"})
    int test(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of tests.") List<Path> files,
            @Option(
                            names = "--run",
                            paramLabel = "REGEX",
                            description = "Only tests whose name contains this. Can be given more than once.")
                    @Nullable
                    List<String> names,
            @Mixin RuleFileOptions options) {
        Terminal terminal = Output.terminal(spec);
        options.warnOfUnknownFeatures(terminal);
        List<Pattern> patterns = new ArrayList<>();
        for (String name : names == null ? List.<String>of() : names) {
            patterns.add(pattern(name));
        }
        return new RuleTests(terminal, options, patterns).run(files);
    }

    @Command(
            name = "apply",
            description = {
                "Puts rule files in place on a server. A file is known by its name, and replaces the one of that name.",
                "A file with anything wrong in it is refused whole, with all that is wrong, and the one before it stays.",
                "Exit codes: 0 all files are in place, 1 one was refused."
            },
            footer = {"", "Example:", "  bellwether rules apply rules/shop.yaml rules/nodes.yaml"})
    int apply(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rule files.") List<Path> files,
            @Option(names = "--json", description = "Print what became of a file in a line, as JSON.") boolean json) {
        return new ServerRules(server.client(), Output.terminal(spec), json).apply(files);
    }

    @Command(
            name = "list",
            description = "Shows the rule files of a server.",
            footer = {"", "Example:", "  bellwether rules list --json"})
    int list(
            @Mixin ServerOption server,
            @Option(names = "--json", description = "Print one file a line, as JSON.") boolean json) {
        return new ServerRules(server.client(), Output.terminal(spec), json).list();
    }

    @Command(
            name = "remove",
            description = {
                "Ends the rules of files on a server; alerts that fire for them are resolved.",
                "Exit codes: 0 they end, 1 one was refused."
            },
            footer = {"", "Example:", "  bellwether rules remove shop.yaml"})
    int remove(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names, as 'rules list' shows them.")
                    List<String> names,
            @Option(names = "--json", description = "Print what became of a file in a line, as JSON.") boolean json) {
        return new ServerRules(server.client(), Output.terminal(spec), json).remove(names);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw new CommandFailure(ExitCode.USAGE, "--run: \"" + text + "\": " + malformed.getMessage());
        }
    }
}
