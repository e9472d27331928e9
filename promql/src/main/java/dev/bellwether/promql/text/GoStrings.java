package dev.bellwether.promql.text;

import java.util.Comparator;

/** Texts as Go's {@code strconv} quotes and unquotes them, and in the order in which Go sorts them. */
public final class GoStrings {

    /** The order of the UTF-8 bytes, which is that of the code points and not that of Java's characters. */
    public static final Comparator<String> BYTE_ORDER = GoStrings::compare;

    private GoStrings() {}

    private static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** In double quotes, with Go's escapes for what cannot be printed, bytes that are not valid UTF-8 among them ({@link UnicodeText}). */
    public static String quote(String text) {
        return quote(text, '"', false);
    }

    static String quote(String text, char mark, boolean asciiOnly) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append(mark);
        text.codePoints().forEach(c -> appendEscaped(quoted, c, mark, asciiOnly));
        return quoted.append(mark).toString();
    }

    private static void appendEscaped(StringBuilder out, int c, char mark, boolean asciiOnly) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (c == mark) {
                    out.append('\\').append(mark);
                } else if (UnicodeText.isInvalidByte(c)) {
                    out.append(String.format("\\x%02x", UnicodeText.invalidByteOf(c)));
                } else if (c < ' ' || c == 0x7F) {
                    out.append(String.format("\\x%02x", c));
                } else if (isPrintable(c) && (c < 0x80 || !asciiOnly)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
                }
            }
        }
    }

    static boolean isPrintable(int c) {
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

    /**
     * The text that a literal of Go stands for: in double quotes, backquotes, or a character in single quotes. In double quotes {@code \x}
     * and octal digits give a byte of UTF-8, in single quotes a character.
     *
     * @throws IllegalArgumentException if it is no such literal
     */
    public static String unquote(String literal) {
        return GoLiteral.unquote(literal);
    }
}
