package dev.bellwether.promql.text;

import dev.bellwether.promql.text.FormatVerb.Flags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code fmt}, for the values that templates know: null, {@link Boolean}, {@link Long} (int), {@link Double} (float64),
 * {@link String}, {@link List}, {@link GoMap} and {@link GoObject}. A verb that does not fit is printed as Go prints it
 * ({@code %!d(float64=1.5)}) and is no error.
 */
public final class GoFormat {

    private static final int MAX_WIDTH = 1_000_000;

    private final String format;
    private final List<@Nullable Object> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean badIndex;

    private GoFormat(String format, List<@Nullable Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    /** What {@code %v} prints. */
    public static String print(@Nullable Object value) {
        return ValueFormat.format(value, FormatVerb.VALUE);
    }

    /** What {@code %T} prints. */
    public static String typeOf(@Nullable Object value) {
        return ValueFormat.typeOf(value);
    }

    /** Go's {@code Sprint}: blanks between two values of which neither is a text. */
    public static String sprint(List<? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String)) {
                text.append(' ');
            }
            text.append(print(values.get(i)));
        }
        return text.toString();
    }

    /** Go's {@code Sprintln}: blanks between all values, and a line break at the end. */
    public static String sprintln(List<? extends @Nullable Object> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(print(value)));
        return String.join(" ", texts) + "\n";
    }

    /**
     * Go's {@code Sprintf}.
     *
     * @throws UnsupportedOperationException for the few combinations that are not built: {@code #}, {@code %b} and {@code %x} of floats
     */
    public static String sprintf(String format, List<? extends @Nullable Object> arguments) {
        return new GoFormat(format, new ArrayList<>(arguments)).run();
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            out.append(format, at, percent < 0 ? format.length() : percent);
            if (percent < 0) {
                break;
            }
            at = percent + 1;
            directive();
        }
        if (!reordered && next < arguments.size()) {
            List<String> extra = new ArrayList<>();
            arguments
                    .subList(next, arguments.size())
                    .forEach(value -> extra.add(
                            value == null ? "<nil>" : ValueFormat.typeOf(value) + "=" + ValueFormat.plain(value)));
            out.append("%!(EXTRA ").append(String.join(", ", extra)).append(')');
        }
        return out.toString();
    }

    private void directive() {
        badIndex = false;
        Flags flags = flags();
        boolean indexed = index();
        Integer width;
        if (peek() == '*') {
            at++;
            width = star("%!(BADWIDTH)");
            if (width != null && width < 0) {
                width = -width;
                flags = flags.with('-');
            }
            indexed = false;
        } else {
            width = number();
            badIndex |= indexed && width != null;
        }
        Integer precision = null;
        if (peek() == '.') {
            at++;
            badIndex |= indexed;
            indexed = index();
            indexed &= peek() != '*';
            precision = precision();
        }
        if (!indexed) {
            index();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        argument(verb, new FormatVerb((char) verb, flags, width, precision));
    }

    /** What follows the point: digits, or the next argument; null for an argument that is none. */
    private @Nullable Integer precision() {
        if (peek() != '*') {
            Integer digits = number();
            return digits == null ? Integer.valueOf(0) : digits;
        }
        at++;
        Integer precision = star("%!(BADPREC)");
        if (precision != null && precision < 0) {
            out.append("%!(BADPREC)");
            return null;
        }
        return precision;
    }

    private void argument(int verb, FormatVerb directive) {
        if (verb == '%') {
            out.append('%');
        } else if (badIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else if (verb > Character.MAX_VALUE) {
            out.append(ValueFormat.bad(Character.toString(verb), arguments.get(next++)));
        } else {
            out.append(ValueFormat.format(arguments.get(next++), directive));
        }
    }

    private Flags flags() {
        Flags flags = Flags.NONE;
        while (peek() != 0 && "+-# 0".indexOf(peek()) >= 0) {
            flags = flags.with(format.charAt(at++));
        }
        return flags;
    }

    /** An argument's number in brackets, counted from one. */
    private boolean index() {
        if (peek() != '[') {
            return false;
        }
        reordered = true;
        int end = format.indexOf(']', at);
        if (end < 0) {
            badIndex = true;
            at++;
            return false;
        }
        String digits = format.substring(at + 1, end);
        at = end + 1;
        boolean valid = digits.matches("\\d{1,6}")
                && Integer.parseInt(digits) >= 1
                && Integer.parseInt(digits) <= arguments.size();
        if (!valid) {
            badIndex = true;
            return false;
        }
        next = Integer.parseInt(digits) - 1;
        return true;
    }

    private @Nullable Integer star(String complaint) {
        Object value = next < arguments.size() ? arguments.get(next) : null;
        next++;
        if (value instanceof Long number && Math.abs(number) <= MAX_WIDTH) {
            return number.intValue();
        }
        out.append(complaint);
        return null;
    }

    private @Nullable Integer number() {
        int start = at;
        while (Character.isDigit(peek()) && at - start < 6) {
            at++;
        }
        return at == start ? null : Integer.valueOf(format.substring(start, at));
    }

    private char peek() {
        return at < format.length() ? format.charAt(at) : 0;
    }
}
