package dev.bellwether.promql.syntax;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers: decimal with point, exponent and underscores between digits, hexadecimal, octal with a leading zero. */
final class NumberScanner {

    /** Possessive, so that it takes time in proportion to the text. */
    private static final Pattern NUMBER = Pattern.compile(
            "0[xX]_?[0-9a-fA-F]++(?:_[0-9a-fA-F]++)*+|(?:[0-9]++(?:_[0-9]++)*+(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+");

    private static final Pattern DURATION = Pattern.compile("[0-9]++(?:ms|[smhdwy])(?:[0-9]++(?:ms|[smhdw]))*+");

    private static final Pattern OCTAL = Pattern.compile("0[0-7]++");

    private NumberScanner() {}

    /** Where the number that starts here ends; where it starts, if it is none. */
    static int endOfNumber(String text, int start) {
        return end(NUMBER.matcher(text), text, start);
    }

    /** Where the duration that starts here ends; where it starts, if it is none. */
    static int endOfDuration(String text, int start) {
        return end(DURATION.matcher(text), text, start);
    }

    private static int end(Matcher matcher, String text, int start) {
        matcher.region(start, text.length());
        if (!matcher.lookingAt()) {
            return start;
        }
        int end = matcher.end();
        boolean more = end < text.length() && (Lexer.isNamePart(text.charAt(end)) || text.charAt(end) == '.');
        return more ? start : end;
    }

    /** The value of a number; empty if it is out of range. */
    static OptionalDouble value(String number) {
        String digits = number.replace("_", "").toLowerCase(Locale.ROOT);
        try {
            if (digits.startsWith("0x")) {
                return OptionalDouble.of(Long.parseLong(digits.substring(2), 16));
            }
            if (OCTAL.matcher(digits).matches()) {
                return OptionalDouble.of(Long.parseLong(digits, 8));
            }
            double value = Double.parseDouble(digits);
            return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
