package dev.bellwether.cli.config;

import java.time.Duration;
import picocli.CommandLine;

/** Durations as people write them. */
public final class Durations {

    private Durations() {}

    /**
     * Reads an option.
     *
     * @throws CommandLine.ParameterException if it is no duration
     */
    public static Duration option(CommandLine command, String name, String text) {
        try {
            return Kinds.DURATION_KIND.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    command, name + ": \"" + text + "\" (" + e.getMessage() + ")", e, null, text);
        }
    }
}
