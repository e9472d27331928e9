package dev.bellwether.console.letters;

/** The dead letters cannot be read, or written back, now; the message says why. */
public final class LettersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LettersException(String message) {
        super(message);
    }

    LettersException(String message, Throwable cause) {
        super(message, cause);
    }
}
