package dev.bellwether.promql.conformance;

/** A line of a script that cannot be read. */
final class ScriptException extends Exception {

    private static final long serialVersionUID = 1;

    ScriptException(int line, String message) {
        super("line " + line + ": " + message);
    }
}
