package dev.bellwether.cli.config;

import java.util.List;

/** The configuration cannot be used. All that is wrong with it is said at once. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** @param problems each in one line, with the place where it stands */
    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
