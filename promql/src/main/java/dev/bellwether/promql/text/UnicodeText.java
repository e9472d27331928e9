package dev.bellwether.promql.text;

/**
 * Text that may hold bytes which are not valid UTF-8. Such a byte stands in a string as the lone surrogate {@code U+DC00 + byte}: nothing
 * that is valid Unicode looks like that.
 */
public final class UnicodeText {

    private static final char INVALID_BYTES = '\uDC00';

    private UnicodeText() {}

    /** The character that stands for a byte which is not valid UTF-8. */
    public static char invalidByte(int value) {
        return (char) (INVALID_BYTES + value);
    }

    /** Whether all of it is Unicode, no byte that is not. */
    public static boolean isValid(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** In double quotes, with Go's escapes, as Prometheus prints strings. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> appendEscaped(quoted, c));
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (c >= INVALID_BYTES && c <= INVALID_BYTES + 0xFF) {
                    out.append(String.format("\\x%02x", c - INVALID_BYTES));
                } else if (c < ' ' || c == 0x7F) {
                    out.append(String.format("\\x%02x", c));
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
