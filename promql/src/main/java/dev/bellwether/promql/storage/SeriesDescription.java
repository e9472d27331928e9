package dev.bellwether.promql.storage;

import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import java.util.List;

/**
 * A series and its values as Prometheus' tests write them: {@code up{job="a"} 1 _ 2+3x4 {{schema:0 sum:5 count:4 buckets:[1 2 1]}}}. Of
 * values one after the other {@code a+bxN} are {@code N+1} that rise by {@code b}, {@code axN} are {@code N+1} times {@code a}, {@code _xN}
 * are {@code N} holes, {@code stale} is the marker that the series ended.
 */
public record SeriesDescription(Labels labels, List<SequenceValue> values) {

    public SeriesDescription {
        values = List.copyOf(values);
    }

    /**
     * Reads a description.
     *
     * @throws ParseException if the labels are none
     * @throws IllegalArgumentException if a value is none; says which
     */
    public static SeriesDescription parse(Parser parser, String text) throws ParseException {
        int end = endOfLabels(text);
        return new SeriesDescription(
                parser.parseLabels(text.substring(0, end)), new SequenceParser(text.substring(end)).values());
    }

    /** Where the labels end: behind the closing brace, or at the first blank where there is none. */
    public static int endOfLabels(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '{' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length() || text.charAt(at) != '{') {
            return at;
        }
        char quote = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                if (c == '\\' && quote != '`') {
                    at++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '}') {
                return at + 1;
            }
        }
        return text.length();
    }
}
