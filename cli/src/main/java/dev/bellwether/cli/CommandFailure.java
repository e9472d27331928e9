package dev.bellwether.cli;

import java.util.List;

/** A command cannot do what it was asked. The message says in a line what is wrong and what to do; no stack trace is shown. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> problems;

    CommandFailure(int exitCode, String message) {
        this(exitCode, message, List.of());
    }

    /** @param problems each for itself, where the message names several */
    CommandFailure(int exitCode, String message, List<String> problems) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }

    int exitCode() {
        return exitCode;
    }
}
