package dev.bellwether.promql.eval;

import dev.bellwether.promql.syntax.Span;

/**
 * Something to know about a result: it may not be what was meant.
 *
 * @param message with the word of Prometheus for it in front
 * @param span what part of the query it is about
 */
public record Annotation(Kind kind, String message, Span span) {

    /** How bad it is. */
    public enum Kind {
        WARNING("PromQL warning: "),
        INFO("PromQL info: ");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    static Annotation warning(Span span, String text) {
        return new Annotation(Kind.WARNING, Kind.WARNING.prefix + text, span);
    }

    static Annotation info(Span span, String text) {
        return new Annotation(Kind.INFO, Kind.INFO.prefix + text, span);
    }

    /** The message, and the place in the query as {@code (line:column)}. */
    public String text(String query) {
        return message + " (" + span.lineAndColumn(query) + ")";
    }
}
