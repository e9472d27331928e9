package dev.bellwether.cli;

/** A command cannot do what it was asked. The message says in a line what is wrong and what to do; no stack trace is shown. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
