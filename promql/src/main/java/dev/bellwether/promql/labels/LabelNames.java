package dev.bellwether.promql.labels;

import dev.bellwether.promql.text.GoStrings;
import dev.bellwether.promql.text.UnicodeText;

/** Which strings name a label or a metric. Any text that is valid UTF-8 does; only some can be written without quotes. */
public final class LabelNames {

    private LabelNames() {}

    /** Whether this names a label: not empty, valid Unicode. */
    public static boolean isValid(String name) {
        return !name.isEmpty() && UnicodeText.isValid(name);
    }

    /** Whether this label name needs no quotes: {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
    public static boolean isPlain(String name) {
        return isPlain(name, false);
    }

    /** Whether this metric name needs no quotes: as a label's, and colons. */
    public static boolean isPlainMetric(String name) {
        return isPlain(name, true);
    }

    private static boolean isPlain(String name, boolean colons) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || colons && c == ':';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** The label name as it is written in a query. */
    public static String quotedIfNeeded(String name) {
        return isPlain(name) ? name : GoStrings.quote(name);
    }
}
