package dev.bellwether.cli;

import dev.bellwether.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a process lives, or is ready: for a container that has no other program to ask with. Needs no token. */
@Command(
        name = "health",
        description = "Asks a server whether it lives, or is ready; the exit code says it.",
        footer = {
            "",
            "Examples:",
            "  bellwether health            does it live?",
            "  bellwether health --ready    does it do all that it should?",
            "",
            "Exit codes: 0 yes, 1 no, or no answer, 64 wrong usage."
        })
final class HealthCommand implements Callable<Integer> {

    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(names = "--ready", description = "Ask whether every role does all that it should.")
    private boolean ready;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ServerClient.Report report = server.client().report(new ServerClient.Question(ready ? "/readyz" : "/healthz"));
        Output.terminal(spec).line(report.body().toString());
        return report.well() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
