package dev.bellwether.promql.template;

import dev.bellwether.promql.template.TemplateFunction.FunctionFailure;
import dev.bellwether.promql.text.GoFloats;
import org.jspecify.annotations.Nullable;

/** Numbers for people: four digits, with a prefix. */
final class Humanize {

    private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};
    private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

    private Humanize() {}

    static double number(@Nullable Object value) throws FunctionFailure {
        if (value instanceof Double number) {
            return number;
        } else if (value instanceof Long number) {
            return number;
        } else if (value instanceof GoDuration duration && !duration.pointer()) {
            return duration.seconds();
        } else if (value instanceof String text) {
            try {
                return GoFloats.parse(text);
            } catch (NumberFormatException malformed) {
                throw new FunctionFailure(String.valueOf(malformed.getMessage()));
            }
        }
        throw new FunctionFailure("can't convert " + TemplateFunction.typeOf(value) + " to float");
    }

    static String decimal(double value) {
        if (value == 0 || isSpecial(value)) {
            return fourDigits(value);
        }
        return Math.abs(value) >= 1 ? scaledDown(value, 1000, LARGE) : scaledUp(value);
    }

    static String binary(double value) {
        return Math.abs(value) <= 1 || isSpecial(value) ? fourDigits(value) : scaledDown(value, 1024, BINARY);
    }

    static String percentage(double value) {
        return fourDigits(value * 100) + "%";
    }

    static String duration(double value) {
        if (isSpecial(value)) {
            return fourDigits(value);
        } else if (value == 0) {
            return fourDigits(value) + "s";
        } else if (Math.abs(value) < 1) {
            return scaledUp(value) + "s";
        }
        String sign = value < 0 ? "-" : "";
        long whole = (long) Math.abs(value);
        long seconds = whole % 60;
        long minutes = whole / 60 % 60;
        long hours = whole / 3600 % 24;
        long days = whole / 86400;
        if (days != 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
        } else if (hours != 0) {
            return sign + hours + "h " + minutes + "m " + seconds + "s";
        } else if (minutes != 0) {
            return sign + minutes + "m " + seconds + "s";
        }
        return sign + fourDigits(Math.abs(value)) + "s";
    }

    private static String scaledDown(double value, double base, String[] prefixes) {
        double scaled = value;
        String prefix = "";
        for (int i = 0; i < prefixes.length && Math.abs(scaled) >= base; i++) {
            prefix = prefixes[i];
            scaled /= base;
        }
        return fourDigits(scaled) + prefix;
    }

    private static String scaledUp(double value) {
        double scaled = value;
        String prefix = "";
        for (int i = 0; i < SMALL.length && Math.abs(scaled) < 1; i++) {
            prefix = SMALL[i];
            scaled *= 1000;
        }
        return fourDigits(scaled) + prefix;
    }

    static String fourDigits(double value) {
        return GoFloats.format(value, 'g', 4);
    }

    static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }
}
