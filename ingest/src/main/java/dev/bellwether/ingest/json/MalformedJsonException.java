package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.Locale;

/** The text is not an OTLP/JSON request. Without a stack trace: it says where the text is wrong. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final boolean tooDeep;

    private MalformedJsonException(String problem, JsonLocation at, boolean tooDeep) {
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
        this.tooDeep = tooDeep;
    }

    static MalformedJsonException at(JsonLocation location, String problem) {
        return new MalformedJsonException(problem, location, false);
    }

    static MalformedJsonException tooDeep(JsonLocation location, String problem) {
        return new MalformedJsonException(problem, location, true);
    }

    /** Line of the problem, from 1. */
    public int line() {
        return line;
    }

    /** Column of the problem, from 1. */
    public int column() {
        return column;
    }

    /** Whether the text is wrong only in that it nests too deeply. */
    public boolean tooDeep() {
        return tooDeep;
    }
}
