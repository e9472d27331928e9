package dev.bellwether.telemetry.otlp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating-point numbers in as few decimal digits as read back as the same number: what {@code Double.toString} does from Java 19 on. */
public final class DecimalText {

    private static final int MAX_DIGITS = 17;
    /** All whole numbers up to here are exact in a double. */
    private static final double EXACT_INTEGERS = 1L << 53;
    // where encoders of JSON go over to exponents (ECMA-262, Number::toString)
    private static final double SMALLEST_PLAIN = 1e-6;
    private static final double LARGEST_PLAIN = 1e21;

    private DecimalText() {}

    /** Without an exponent, as labels {@code le} and {@code quantile} are written: {@code 0.005}, {@code 1}, {@code +Inf}. */
    public static String plain(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return isExactInteger(value)
                ? Long.toString((long) value)
                : shortest(value).toPlainString();
    }

    /** As JSON has numbers, and {@code NaN}, {@code Infinity}, {@code -Infinity}. */
    static String json(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (size == 0 || size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
            return plain(value);
        }
        BigDecimal decimal = shortest(value);
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = decimal.precision() - decimal.scale() - 1;
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e" : "e+")
                + exponent;
    }

    private static boolean isExactInteger(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
