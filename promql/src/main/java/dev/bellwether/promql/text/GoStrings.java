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
     * The text that a literal of Go stands for: in double quotes, backquotes, or a character in single quotes.
     *
     * @throws IllegalArgumentException if it is no such literal
     */
    public static String unquote(String literal) {
        char mark = literal.isEmpty() ? 0 : literal.charAt(0);
        if (literal.length() < 2 || literal.charAt(literal.length() - 1) != mark || "\"`'".indexOf(mark) < 0) {
            throw invalid();
        }
        String inside = literal.substring(1, literal.length() - 1);
        if (mark == '`') {
            return inside.replace("\r", "");
        }
        StringBuilder text = new StringBuilder(inside.length());
        int at = 0;
        while (at < inside.length()) {
            char c = inside.charAt(at);
            if (c == mark || c == '\n') {
                throw invalid();
            }
            at = c == '\\' ? unescape(inside, at + 1, mark, text) : append(text, inside, at);
        }
        return text.toString();
    }

    private static int append(StringBuilder text, String inside, int at) {
        int c = inside.codePointAt(at);
        text.appendCodePoint(c);
        return at + Character.charCount(c);
    }

    /** Appends what the escape after the backslash means; the position behind it. */
    private static int unescape(String inside, int at, char mark, StringBuilder text) {
        if (at >= inside.length()) {
            throw invalid();
        }
        char c = inside.charAt(at);
        int simple = "abfnrtv\\".indexOf(c);
        if (simple >= 0) {
            text.append("\u0007\b\f\n\r\t\u000B\\".charAt(simple));
            return at + 1;
        }
        if (c == mark) {
            text.append(mark);
            return at + 1;
        }
        return switch (c) {
            case 'x' -> unescape(inside, at + 1, 2, 16, text);
            case 'u' -> unescape(inside, at + 1, 4, 16, text);
            case 'U' -> unescape(inside, at + 1, 8, 16, text);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> unescape(inside, at, 3, 8, text);
            default -> throw invalid();
        };
    }

    private static int unescape(String inside, int at, int length, int radix, StringBuilder text) {
        if (at + length > inside.length()) {
            throw invalid();
        }
        String digits = inside.substring(at, at + length);
        if (!digits.chars().allMatch(digit -> Character.digit(digit, radix) >= 0)) {
            throw invalid();
        }
        long c = Long.parseLong(digits, radix);
        if (c > Character.MAX_CODE_POINT || (c >= 0xD800 && c <= 0xDFFF)) {
            throw invalid();
        }
        text.appendCodePoint((int) c);
        return at + length;
    }

    private static IllegalArgumentException invalid() {
        return new IllegalArgumentException("invalid syntax");
    }
}
