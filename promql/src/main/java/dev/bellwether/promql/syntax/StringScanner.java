package dev.bellwether.promql.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.promql.text.UnicodeText;
import java.io.ByteArrayOutputStream;

/** Reads a string: in double or single quotes with Go's escapes, in backquotes as it stands. */
final class StringScanner {

    private final String query;
    private final int start;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;

    StringScanner(String query, int start) {
        this.query = query;
        this.start = start;
        this.at = start;
    }

    /** Where it ends; to be asked after {@link #value}. */
    int end() {
        return at;
    }

    /** What it says. */
    String value() throws ParseException {
        char quote = query.charAt(at++);
        if (quote == '`') {
            int close = query.indexOf('`', at);
            if (close < 0) {
                throw error("unterminated raw string");
            }
            String raw = query.substring(at, close);
            at = close + 1;
            return raw;
        }
        while (at < query.length()) {
            int c = query.codePointAt(at);
            at += Character.charCount(c);
            if (c == quote) {
                return UnicodeText.decode(bytes.toByteArray());
            } else if (c == '\n') {
                break;
            } else if (c == '\\') {
                escape(quote);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
            }
        }
        throw error("unterminated quoted string");
    }

    private void escape(char quote) throws ParseException {
        if (at >= query.length()) {
            throw error("escape sequence not terminated");
        }
        char c = query.charAt(at++);
        switch (c) {
            case 'a' -> bytes.write(0x07);
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'v' -> bytes.write(0x0B);
            case '\\' -> bytes.write('\\');
            case 'x' -> bytes.write(number(2, 16));
            case 'u' -> codePoint(number(4, 16));
            case 'U' -> codePoint(number(8, 16));
            default -> {
                if (c == quote) {
                    bytes.write(quote);
                } else if (c >= '0' && c <= '7') {
                    at--;
                    octal();
                } else {
                    throw error(String.format("unknown escape sequence U+%04X '%c'", (int) c, c));
                }
            }
        }
    }

    private void octal() throws ParseException {
        int value = number(3, 8);
        if (value > 0xFF) {
            throw error("escape sequence is an invalid Unicode code point");
        }
        bytes.write(value);
    }

    private void codePoint(int value) throws ParseException {
        if (!Character.isValidCodePoint(value)
                || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw error("escape sequence is an invalid Unicode code point");
        }
        bytes.writeBytes(Character.toString(value).getBytes(UTF_8));
    }

    private int number(int digits, int radix) throws ParseException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            if (at >= query.length()) {
                throw error("escape sequence not terminated");
            }
            char c = query.charAt(at++);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                throw error(String.format("illegal character U+%04X in escape sequence", (int) c));
            }
            value = value * radix + digit;
        }
        return value;
    }

    private ParseException error(String message) {
        return ParseException.of(query, new Span(start, query.length()), message);
    }
}
