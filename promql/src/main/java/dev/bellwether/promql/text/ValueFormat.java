package dev.bellwether.promql.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One value in one verb. */
final class ValueFormat {

    private ValueFormat() {}

    static String typeOf(@Nullable Object value) {
        if (value == null) {
            return "<nil>";
        } else if (value instanceof GoObject object) {
            return object.goType();
        } else if (value instanceof GoMap map) {
            return map.goType();
        } else if (value instanceof List) {
            return "[]interface {}";
        }
        return switch (value.getClass().getSimpleName()) {
            case "Boolean" -> "bool";
            case "Long" -> "int";
            case "Double" -> "float64";
            case "String" -> "string";
            default -> throw new IllegalArgumentException("value: " + value.getClass() + " (expected: a value of Go)");
        };
    }

    /** What {@code %v} without flags prints. */
    static String plain(@Nullable Object value) {
        return format(value, FormatVerb.VALUE);
    }

    static String bad(String verb, @Nullable Object value) {
        return "%!" + verb + "(" + (value == null ? "<nil>" : typeOf(value) + "=" + plain(value)) + ")";
    }

    static String format(@Nullable Object value, FormatVerb directive) {
        if (directive.verb() == 'T') {
            return directive.pad(typeOf(value));
        }
        if (value == null) {
            return directive.verb() == 'v' ? directive.pad("<nil>") : bad(directive, null);
        } else if (value instanceof Boolean) {
            return directive.verb() == 't' || directive.verb() == 'v'
                    ? directive.pad(value.toString())
                    : bad(directive, value);
        } else if (value instanceof Long number) {
            return integer(number, directive);
        } else if (value instanceof Double number) {
            return floating(number, directive);
        } else if (value instanceof String text) {
            return text(text, directive);
        } else if (value instanceof GoMap map) {
            StringJoiner joined = new StringJoiner(" ", "map[", "]");
            map.entries().forEach((key, entry) -> joined.add(format(key, directive) + ":" + format(entry, directive)));
            return joined.toString();
        } else if (value instanceof List<?> list) {
            StringJoiner joined = new StringJoiner(" ", "[", "]");
            list.forEach(element -> joined.add(format(element, directive)));
            return joined.toString();
        }
        return object((GoObject) value, directive);
    }

    private static String bad(FormatVerb directive, @Nullable Object value) {
        return bad(String.valueOf(directive.verb()), value);
    }

    private static String object(GoObject object, FormatVerb directive) {
        if ("vsqxX".indexOf(directive.verb()) >= 0) {
            return text(object.print(), directive);
        }
        Object number = object.number();
        if (number == null) {
            return bad(directive, object);
        }
        String text = format(number, directive);
        return text.startsWith("%!") ? bad(directive, object) : text;
    }

    private static String integer(long value, FormatVerb directive) {
        return switch (directive.verb()) {
            case 'v', 'd' -> integer(value, 10, "", directive);
            case 'b' -> integer(value, 2, directive.flags().sharp() ? "0b" : "", directive);
            case 'o' -> integer(value, 8, directive.flags().sharp() ? "0" : "", directive);
            case 'O' -> integer(value, 8, "0o", directive);
            case 'x' -> integer(value, 16, directive.flags().sharp() ? "0x" : "", directive);
            case 'X' ->
                integer(value, 16, directive.flags().sharp() ? "0X" : "", directive)
                        .toUpperCase(Locale.ROOT);
            case 'c' -> directive.pad(Character.toString(codePoint(value)));
            case 'q' ->
                directive.pad(GoStrings.quote(
                        Character.toString(codePoint(value)),
                        '\'',
                        directive.flags().plus()));
            case 'U' -> directive.pad(String.format("U+%04X", value));
            default -> bad(directive, value);
        };
    }

    private static int codePoint(long value) {
        return value >= 0 && value <= Character.MAX_CODE_POINT ? (int) value : 0xFFFD;
    }

    private static String integer(long value, int radix, String prefix, FormatVerb directive) {
        String digits = value < 0 ? Long.toString(value, radix).substring(1) : Long.toString(value, radix);
        int precision = directive.precisionOr(0);
        if (directive.precision() != null && precision == 0 && value == 0) {
            digits = "";
        }
        String sign = value < 0 ? "-" : directive.positiveSign();
        String padded = sign + prefix + "0".repeat(Math.max(0, precision - digits.length())) + digits;
        return directive.precision() == null ? directive.padNumber(padded) : directive.pad(padded);
    }

    private static String floating(double value, FormatVerb directive) {
        char verb = directive.verb();
        if ((directive.flags().sharp() && "veEfFgG".indexOf(verb) >= 0) || "bxX".indexOf(verb) >= 0) {
            throw new UnsupportedOperationException(
                    "%" + (directive.flags().sharp() ? "#" : "") + verb + " of a float is not supported");
        }
        return switch (verb) {
            case 'v' -> signed(value, 'g', directive.precisionOr(GoFloats.SHORTEST), directive);
            case 'g', 'G' -> signed(value, verb, directive.precisionOr(GoFloats.SHORTEST), directive);
            case 'e', 'E', 'f', 'F' -> signed(value, verb, directive.precisionOr(6), directive);
            default -> bad(directive, value);
        };
    }

    private static String signed(double value, char verb, int precision, FormatVerb directive) {
        String text = GoFloats.format(value, verb, precision);
        if (Double.isNaN(value)) {
            return directive.pad(directive.positiveSign() + text);
        } else if (Double.isInfinite(value)) {
            boolean blank =
                    value > 0 && directive.flags().space() && !directive.flags().plus();
            return directive.pad(blank ? " Inf" : text);
        }
        return directive.padNumber(text.startsWith("-") ? text : directive.positiveSign() + text);
    }

    private static String text(String value, FormatVerb directive) {
        String cut = value;
        if (directive.precision() != null && directive.precision() < value.codePointCount(0, value.length())) {
            cut = value.substring(0, value.offsetByCodePoints(0, directive.precision()));
        }
        return switch (directive.verb()) {
            case 'v' -> directive.pad(directive.flags().sharp() ? GoStrings.quote(cut) : cut);
            case 's' -> directive.pad(cut);
            case 'q' ->
                directive.pad(
                        directive.flags().sharp()
                                        && cut.indexOf('`') < 0
                                        && cut.chars().allMatch(GoStrings::isPrintable)
                                ? '`' + cut + '`'
                                : GoStrings.quote(cut, '"', directive.flags().plus()));
            case 'x' -> directive.pad(hexadecimal(value, directive));
            case 'X' -> directive.pad(hexadecimal(value, directive).toUpperCase(Locale.ROOT));
            default -> bad(directive, value);
        };
    }

    private static String hexadecimal(String value, FormatVerb directive) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, directive.precisionOr(bytes.length));
        StringJoiner digits = new StringJoiner(directive.flags().space() ? " " : "");
        for (int i = 0; i < length; i++) {
            digits.add(String.format("%02x", bytes[i]));
        }
        return (directive.flags().sharp() && length > 0 ? "0x" : "") + digits;
    }
}
