package dev.bellwether.promql.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as Go writes them: the fewest digits that read back as the same number. */
public final class FloatText {

    /** Decimal exponents at which Go's {@code %v} leaves the plain form. */
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private static final int FIRST_SCIENTIFIC_EXPONENT = 6;

    private static final int MOST_DIGITS = 17;

    private FloatText() {}

    /** Without an exponent: {@code 0.000001}, {@code 10000000000000000000000}, {@code NaN}, {@code +Inf}, {@code -Inf}, {@code -0}. */
    public static String plain(double value) {
        if (isSpecial(value)) {
            return special(value);
        }
        return sign(value) + (value == 0 ? "0" : shortest(Math.abs(value)).toPlainString());
    }

    /** As {@code %v} and {@code %g}: plain from 1e-4 up to below 1e+06, otherwise with an exponent of at least two digits. */
    public static String general(double value) {
        if (isSpecial(value) || value == 0) {
            return plain(value);
        }
        BigDecimal digits = shortest(Math.abs(value));
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < FIRST_SCIENTIFIC_EXPONENT) {
            return plain(value);
        }
        String mantissa = digits.unscaledValue().toString();
        StringBuilder text = new StringBuilder(sign(value)).append(mantissa.charAt(0));
        if (mantissa.length() > 1) {
            text.append('.').append(mantissa, 1, mantissa.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        return text.append(Math.abs(exponent) < 10 ? "0" : "")
                .append(Math.abs(exponent))
                .toString();
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value > 0 ? "+Inf" : "-Inf";
    }

    private static String sign(double value) {
        return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    }

    /** {@link Double#toString} of this JDK gives a digit too many for some numbers. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        while (digits < MOST_DIGITS && rounded.doubleValue() != value) {
            digits++;
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        }
        return rounded.stripTrailingZeros();
    }
}
