package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.Locale;

/** The text is not an OTLP/JSON request, or one that goes too far. Without a stack trace: it says where the text is wrong. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** It is no JSON, or no request. */
        MALFORMED,
        /** It nests too deeply. */
        TOO_DEEP,
        /** A string in it, or what would be made of it, is too long. */
        TOO_LARGE
    }

    private final int line;
    private final int column;
    private final Reason reason;

    private MalformedJsonException(Reason reason, String problem, JsonLocation at) {
        super(
                String.format(
                        Locale.ROOT,
                        "malformed OTLP/JSON at line %d, column %d: %s",
                        at.getLineNr(),
                        at.getColumnNr(),
                        problem),
                null,
                false,
                false);
        this.line = at.getLineNr();
        this.column = at.getColumnNr();
        this.reason = reason;
    }

    static MalformedJsonException at(JsonLocation location, String problem) {
        return new MalformedJsonException(Reason.MALFORMED, problem, location);
    }

    static MalformedJsonException tooDeep(JsonLocation location, String problem) {
        return new MalformedJsonException(Reason.TOO_DEEP, problem, location);
    }

    static MalformedJsonException tooLarge(JsonLocation location, String problem) {
        return new MalformedJsonException(Reason.TOO_LARGE, problem, location);
    }

    /** Line of the problem, from 1. */
    public int line() {
        return line;
    }

    /** Column of the problem, from 1. */
    public int column() {
        return column;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
