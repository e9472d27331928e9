package dev.bellwether.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What could not be read. */
@Command(
        name = "dead-letters",
        description = "Shows records that could not be read, and writes them back to where they came from.",
        subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class},
        footer = {
            "",
            "Examples:",
            "  bellwether dead-letters list --topic otlp_spans",
            "  bellwether dead-letters replay --topic otlp_spans --since 2h",
            "  bellwether dead-letters replay --topic otlp_spans --since 2h --yes"
        })
final class DeadLettersCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which subcommand? There are: list, replay");
    }
}
