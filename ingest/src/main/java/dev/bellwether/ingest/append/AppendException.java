package dev.bellwether.ingest.append;

import org.jspecify.annotations.Nullable;

/** A record was not acknowledged. Without a stack trace: the broker's state is the cause, not the code that met it. */
public final class AppendException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether it helps to try again. */
    public enum Kind {
        /** The broker cannot be reached, does not answer in time, or refuses for now. */
        UNAVAILABLE,
        /** The topic takes no record of this size, now or later. */
        TOO_LARGE
    }

    private final Kind kind;

    public AppendException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
