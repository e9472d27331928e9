package dev.bellwether.cli;

import picocli.CommandLine.Option;

/** What every command has. {@code --version} is not here: it tells of a service's version in some, and is the top command's. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean asked;
}
