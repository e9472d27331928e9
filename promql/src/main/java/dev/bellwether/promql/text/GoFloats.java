package dev.bellwether.promql.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Floating point numbers as Go's {@code strconv} writes and reads them. What is written is exact: digits come from the number's binary
 * value, ties go to the even digit, and the shortest form is the one with the fewest digits that reads back as the same number.
 */
public final class GoFloats {

    /** The precision that asks for as many digits as are needed, and no more. */
    public static final int SHORTEST = -1;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX](_?[0-9a-fA-F])*(\\.(_?[0-9a-fA-F])*)?[pP][+-]?\\d+");

    private GoFloats() {}

    /** The number as Go's {@code %v} prints it: the shortest digits, with an exponent below 1e-4 and from 1e+06 on. */
    public static String print(double value) {
        return format(value, 'g', SHORTEST);
    }

    /** The number as Go's format {@code 'f'} prints it, without an exponent: {@code 0.000001}, {@code 10000000000000000000000}, {@code -0}. */
    public static String plain(double value) {
        return format(value, 'f', SHORTEST);
    }

    /**
     * The number in one of Go's formats.
     *
     * @param verb {@code e}, {@code f} or {@code g}, or a capital of them
     * @param precision digits after the point for {@code e} and {@code f}, digits in all for {@code g}, or {@link #SHORTEST}
     * @throws IllegalArgumentException for another verb
     */
    public static String format(double value, char verb, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        double size = Math.abs(value);
        String digits = switch (verb) {
            case 'e', 'E' -> exponent(Decimal.of(size, precision < 0 ? precision : precision + 1), precision);
            case 'f', 'F' -> fixed(size, precision);
            case 'g', 'G' -> general(size, precision);
            default -> throw new IllegalArgumentException("verb: " + verb + " (expected: e, f or g)");
        };
        return sign + (Character.isUpperCase(verb) ? digits.toUpperCase(Locale.ROOT) : digits);
    }

    private static String fixed(double size, int precision) {
        if (precision >= 0) {
            return new BigDecimal(size)
                    .setScale(precision, RoundingMode.HALF_EVEN)
                    .toPlainString();
        }
        return Decimal.of(size, SHORTEST).plain();
    }

    private static String general(double size, int precision) {
        boolean shortest = precision < 0;
        Decimal decimal = Decimal.of(size, shortest ? SHORTEST : Math.max(1, precision));
        int count = decimal.digits().length();
        int bound = shortest ? 6 : Math.max(1, precision);
        if (!shortest && bound > count && count >= decimal.point()) {
            bound = count;
        }
        int power = decimal.point() - 1;
        return power < -4 || power >= bound ? exponent(decimal, count - 1) : decimal.plain();
    }

    private static String exponent(Decimal decimal, int precision) {
        String digits = decimal.digits();
        int fraction = precision < 0 ? digits.length() - 1 : precision;
        StringBuilder text = new StringBuilder().append(digits.charAt(0));
        if (fraction > 0) {
            text.append('.').append(digits, 1, Math.min(digits.length(), fraction + 1));
            text.append("0".repeat(Math.max(0, fraction + 1 - digits.length())));
        }
        int power = decimal.isZero() ? 0 : decimal.point() - 1;
        text.append('e').append(power < 0 ? '-' : '+');
        return text.append(Math.abs(power) < 10 ? "0" : "")
                .append(Math.abs(power))
                .toString();
    }

    /**
     * Reads a number as Go's {@code ParseFloat} does: decimal or hexadecimal, {@code Inf}, {@code infinity} and {@code NaN} in any case.
     *
     * @throws NumberFormatException with the words of Go's error, if it is not a number or too large for one
     */
    public static double parse(String text) {
        String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        double sign = text.startsWith("-") ? -1 : 1;
        switch (unsigned.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> {
                return sign * Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                if (unsigned.equals(text)) {
                    return Double.NaN;
                }
            }
            default -> {
                if (DECIMAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
                    double value = Double.parseDouble(text.replace("_", ""));
                    if (Double.isInfinite(value)) {
                        throw new NumberFormatException(complaint(text, "value out of range"));
                    }
                    return value;
                }
            }
        }
        throw new NumberFormatException(complaint(text, "invalid syntax"));
    }

    private static String complaint(String text, String what) {
        return "strconv.ParseFloat: parsing " + GoStrings.quote(text) + ": " + what;
    }

    /**
     * A positive number or zero in decimal digits.
     *
     * @param digits without zeros at the end; {@code 0} for zero
     * @param point how many of the digits stand before the point; negative for zeros behind it
     */
    private record Decimal(String digits, int point) {

        static Decimal of(double size, int significant) {
            if (size == 0) {
                return new Decimal("0", 1);
            }
            BigDecimal exact = new BigDecimal(size);
            return significant >= 0
                    ? of(exact.round(new MathContext(Math.max(1, significant), RoundingMode.HALF_EVEN)))
                    : shortest(size, exact);
        }

        /** Fifteen digits always survive the way into a normal double and back, so shorter ones are found by dropping their zeros. */
        private static Decimal shortest(double size, BigDecimal exact) {
            for (int count = size < Double.MIN_NORMAL ? 1 : 15; count < 17; count++) {
                // above a power of two the doubles lie twice as far apart as below, so the farther neighbour may be the
                // only one
                for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.CEILING}) {
                    BigDecimal candidate = exact.round(new MathContext(count, mode));
                    if (candidate.doubleValue() == size) {
                        return of(candidate);
                    }
                }
            }
            return of(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
        }

        private static Decimal of(BigDecimal value) {
            BigDecimal stripped = value.stripTrailingZeros();
            String digits = stripped.unscaledValue().toString();
            return new Decimal(digits, digits.length() - stripped.scale());
        }

        boolean isZero() {
            return digits.equals("0");
        }

        String plain() {
            if (point <= 0) {
                return "0." + "0".repeat(-point) + digits;
            }
            return digits.length() <= point
                    ? digits + "0".repeat(point - digits.length())
                    : digits.substring(0, point) + '.' + digits.substring(point);
        }
    }
}
