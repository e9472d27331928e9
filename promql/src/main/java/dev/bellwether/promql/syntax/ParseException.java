package dev.bellwether.promql.syntax;

import java.util.List;

/** Text that is no expression of the language. The message is that of the first problem. */
public final class ParseException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * One thing that is wrong.
     *
     * @param span where
     * @param position the same as {@code line:column}
     * @param message what, without the place
     */
    public record Problem(Span span, String position, String message) {

        static Problem of(String query, Span span, String message) {
            return new Problem(span, span.lineAndColumn(query), message);
        }

        @Override
        public String toString() {
            return position + ": parse error: " + message;
        }
    }

    private final transient List<Problem> problems;

    ParseException(List<Problem> problems) {
        super(problems.get(0).toString());
        this.problems = List.copyOf(problems);
    }

    static ParseException of(String query, Span span, String message) {
        return new ParseException(List.of(Problem.of(query, span, message)));
    }

    /** All that is wrong, in the order in which it was found; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
