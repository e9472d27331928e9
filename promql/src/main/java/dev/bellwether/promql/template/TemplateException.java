package dev.bellwether.promql.template;

/** A template that cannot be read, or that failed when it was expanded. */
public final class TemplateException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String problem;

    TemplateException(String message, int line, int column, String problem) {
        super(message);
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /** Line within the template's text, from 1. */
    public int line() {
        return line;
    }

    /** Column within that line, from 1. */
    public int column() {
        return column;
    }

    /** What is wrong, without the place; {@link #getMessage()} has Go's words and place. */
    public String problem() {
        return problem;
    }
}
