package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.text.GoStrings;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as Go spells them: with underscores, in four bases, with fractions and exponents, or as a character. */
final class NumberLiterals {

    private static final Pattern INTEGER =
            Pattern.compile("[+-]?(0[xX](_?[0-9a-fA-F])+|0[oO]?(_?[0-7])+|0[bB](_?[01])+|0|[1-9](_?[0-9])*)");
    private static final Pattern DECIMAL_WITH_UNDERSCORES =
            Pattern.compile("[+-]?(\\d(_?\\d)*\\.?(\\d(_?\\d)*)?|\\.\\d(_?\\d)*)([eE][+-]?\\d(_?\\d)*)?");

    private NumberLiterals() {}

    /** A {@link Long}, or a {@link Double} where the spelling has a point or an exponent. */
    static Object parse(String text) {
        if (text.startsWith("'")) {
            String character = GoStrings.unquote(text);
            if (character.codePointCount(0, character.length()) != 1) {
                throw new IllegalArgumentException("malformed character constant: " + text);
            }
            return (long) character.codePointAt(0);
        }
        if (text.endsWith("i") && !text.startsWith("0x")) {
            throw new IllegalArgumentException("complex numbers are not supported: " + GoStrings.quote(text));
        }
        try {
            if (INTEGER.matcher(text).matches()) {
                return integer(text);
            } else if (DECIMAL_WITH_UNDERSCORES.matcher(text).matches()) {
                double value = GoFloats.parse(text.replace("_", ""));
                if (text.chars().noneMatch(c -> ".eE".indexOf(c) >= 0)) {
                    throw overflow(text);
                }
                return value;
            }
            return GoFloats.parse(text);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("bad number syntax: " + GoStrings.quote(text), malformed);
        }
    }

    private static IllegalArgumentException overflow(String text) {
        return new IllegalArgumentException("integer overflow: " + GoStrings.quote(text));
    }

    private static Object integer(String literal) {
        String text = literal.replace("_", "");
        String sign = text.startsWith("-") ? "-" : "";
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        String prefix = digits.length() > 1 ? digits.substring(0, 2).toLowerCase(Locale.ROOT) : "";
        int radix = switch (prefix) {
            case "0x" -> 16;
            case "0b" -> 2;
            case "0o" -> 8;
            default -> prefix.startsWith("0") ? 8 : 10;
        };
        int skip = prefix.startsWith("0") ? (radix == 8 && !prefix.equals("0o") ? 1 : 2) : 0;
        BigInteger value = new BigInteger(sign + digits.substring(skip), radix);
        if (value.bitLength() > 63) {
            throw overflow(literal);
        }
        return value.longValue();
    }
}
