package dev.bellwether.edge;

/**
 * Something outside the process keeps a part of it from starting. The message is one line for the person
 * who started it: what is wrong, where, and what to do; it needs no stack trace.
 */
public class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
