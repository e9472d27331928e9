package dev.bellwether.promql.text;

import org.jspecify.annotations.Nullable;

/**
 * One verb of a format, with its flags: {@code %-08.3f}.
 *
 * @param width least number of characters, or null
 * @param precision as the verb understands it, or null
 */
record FormatVerb(
        char verb,
        Flags flags,
        @Nullable Integer width,
        @Nullable Integer precision) {

    static final FormatVerb VALUE = new FormatVerb('v', Flags.NONE, null, null);

    record Flags(boolean minus, boolean plus, boolean sharp, boolean space, boolean zero) {

        static final Flags NONE = new Flags(false, false, false, false, false);

        Flags with(char flag) {
            return switch (flag) {
                case '-' -> new Flags(true, plus, sharp, space, false);
                case '+' -> new Flags(minus, true, sharp, space, zero);
                case '#' -> new Flags(minus, plus, true, space, zero);
                case ' ' -> new Flags(minus, plus, sharp, true, zero);
                case '0' -> new Flags(minus, plus, sharp, space, !minus);
                default -> throw new IllegalArgumentException("flag: " + flag + " (expected: one of -+# 0)");
            };
        }
    }

    FormatVerb withVerb(char other) {
        return new FormatVerb(other, flags, width, precision);
    }

    int precisionOr(int otherwise) {
        return precision == null ? otherwise : precision;
    }

    /** A text without flags at its ends, padded with blanks to the width. */
    String pad(String text) {
        int missing = width == null ? 0 : width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        return flags.minus() ? text + " ".repeat(missing) : " ".repeat(missing) + text;
    }

    /** A number, its sign first, padded to the width; zeros stand between the sign and the digits. */
    String padNumber(String signed) {
        int missing = width == null ? 0 : width - signed.length();
        if (missing <= 0 || !flags.zero()) {
            return pad(signed);
        }
        boolean sign = !signed.isEmpty() && "+- ".indexOf(signed.charAt(0)) >= 0;
        int start = sign ? 1 : 0;
        return signed.substring(0, start) + "0".repeat(missing) + signed.substring(start);
    }

    /** The sign that a number without a minus shows. */
    String positiveSign() {
        return flags.plus() ? "+" : flags.space() ? " " : "";
    }
}
