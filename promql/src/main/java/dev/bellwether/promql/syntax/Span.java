package dev.bellwether.promql.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A stretch of a query.
 *
 * @param start index of its first character
 * @param end index after its last character
 */
public record Span(int start, int end) {

    /** Of nothing that was written. */
    public static final Span NONE = new Span(0, 0);

    /** From the start of this to the end of another. */
    public Span to(Span last) {
        return new Span(start, last.end);
    }

    /** Where it starts: {@code line:column}, both from 1, the column in bytes of UTF-8 as Prometheus counts them. */
    public String lineAndColumn(String query) {
        String before = query.substring(0, Math.min(start, query.length()));
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        return line + ":" + (1 + lastLine.getBytes(UTF_8).length);
    }
}
