package dev.bellwether.cli;

import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on Prometheus' rule files, without a server. */
@Command(
        name = "rules",
        description = "Checks Prometheus rule files, as promtool does.",
        footer = {
            "",
            "Examples:",
            "  bellwether rules check rules/*.yaml",
            "  bellwether rules check --lint-fatal rules.yaml    duplicates are an error too"
        })
final class RulesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which subcommand? There is: check");
    }

    @Command(
            name = "check",
            description = {
                "Reads rule files as strictly as Prometheus 3 does, and says all that is wrong with them.",
                "Exit codes: 0 all files are good, 1 a file is not, 3 only --lint-fatal stands against it."
            },
            footer = {"", "Example:", "  bellwether rules check --lint none rules/*.yaml"})
    int check(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rule files.") List<Path> files,
            @Option(
                            names = "--lint",
                            paramLabel = "CHECKS",
                            defaultValue = "duplicate-rules",
                            description =
                                    "What more to look for: duplicate-rules, all or none. Default: ${DEFAULT-VALUE}.")
                    String lint,
            @Option(names = "--lint-fatal", description = "What --lint finds is an error, with exit code 3.")
                    boolean lintFatal,
            @Mixin LanguageOptions language) {
        Terminal terminal = Output.terminal(spec);
        RulesCheck check = new RulesCheck(terminal, language.parserOptions(), RulesCheck.Lint.parse(lint));
        return check.run(files).exitCode(lintFatal);
    }
}
