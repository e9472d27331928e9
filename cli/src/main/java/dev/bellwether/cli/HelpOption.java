package dev.bellwether.cli;

import picocli.CommandLine.Option;

/** What {@link Bellwether} gives to every command. {@code --version} is the top command's alone: in others it names a service's. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean asked;
}
