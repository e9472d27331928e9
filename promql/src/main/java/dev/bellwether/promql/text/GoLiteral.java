package dev.bellwether.promql.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Reads a literal of Go, of a text or of a character. For one literal. */
final class GoLiteral {

    private static final int LARGEST_BYTE = 0xFF;

    private final String inside;
    private final char mark;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;

    private GoLiteral(String inside, char mark) {
        this.inside = inside;
        this.mark = mark;
    }

    static String unquote(String literal) {
        char mark = literal.isEmpty() ? 0 : literal.charAt(0);
        if (literal.length() < 2 || literal.charAt(literal.length() - 1) != mark || "\"`'".indexOf(mark) < 0) {
            throw invalid();
        }
        String inside = literal.substring(1, literal.length() - 1);
        return mark == '`' ? inside.replace("\r", "") : new GoLiteral(inside, mark).value();
    }

    private String value() {
        while (at < inside.length()) {
            int c = inside.codePointAt(at);
            if (c == mark || c == '\n') {
                throw invalid();
            }
            at += Character.charCount(c);
            if (c == '\\') {
                escape();
            } else {
                codePoint(c);
            }
        }
        return UnicodeText.decode(bytes.toByteArray());
    }

    private void escape() {
        if (at >= inside.length()) {
            throw invalid();
        }
        char c = inside.charAt(at++);
        int simple = "abfnrtv\\".indexOf(c);
        if (simple >= 0) {
            bytes.write("\u0007\b\f\n\r\t\u000B\\".charAt(simple));
        } else if (c == mark) {
            bytes.write(mark);
        } else {
            switch (c) {
                case 'x' -> singleByte(number(2, 16));
                case 'u' -> unicode(number(4, 16));
                case 'U' -> unicode(number(8, 16));
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    at--;
                    singleByte(number(3, 8));
                }
                default -> throw invalid();
            }
        }
    }

    /** A byte of a text; a character where the literal is one. */
    private void singleByte(long value) {
        if (value > LARGEST_BYTE) {
            throw invalid();
        } else if (mark == '\'') {
            codePoint((int) value);
        } else {
            bytes.write((int) value);
        }
    }

    private void unicode(long value) {
        if (value > Character.MAX_CODE_POINT || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw invalid();
        }
        codePoint((int) value);
    }

    private void codePoint(int c) {
        if (UnicodeText.isInvalidByte(c)) {
            bytes.write(UnicodeText.invalidByteOf(c));
        } else {
            bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
        }
    }

    private long number(int length, int radix) {
        if (at + length > inside.length()) {
            throw invalid();
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            char c = inside.charAt(at++);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                throw invalid();
            }
            value = value * radix + digit;
        }
        return value;
    }

    private static IllegalArgumentException invalid() {
        return new IllegalArgumentException("invalid syntax");
    }
}
