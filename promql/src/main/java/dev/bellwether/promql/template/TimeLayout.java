package dev.bellwether.promql.template;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's way to write times: a layout shows how the second of January 2006, 15:04:05 in zone -0700, would be written. */
final class TimeLayout {

    /** Longer elements first, so that {@code 2006} is not read as a {@code 2}. */
    private static final Map<String, Function<ZonedDateTime, String>> ELEMENTS = new LinkedHashMap<>();

    static {
        element("January", "MMMM");
        element("Monday", "EEEE");
        element("2006", "uuuu");
        element("Jan", "MMM");
        element("Mon", "EEE");
        element("MST", "'UTC'");
        element("002", "DDD");
        ELEMENTS.put("__2", time -> String.format("%3d", time.getDayOfYear()));
        element("Z07:00:00", "XXXXX");
        element("Z070000", "XXXX");
        element("Z07:00", "XXX");
        element("Z0700", "XX");
        element("Z07", "X");
        element("-07:00:00", "xxxxx");
        element("-070000", "xxxx");
        element("-07:00", "xxx");
        element("-0700", "xx");
        element("-07", "x");
        element("15", "HH");
        element("01", "MM");
        element("02", "dd");
        element("03", "hh");
        element("04", "mm");
        element("05", "ss");
        element("06", "uu");
        ELEMENTS.put("_2", time -> String.format("%2d", time.getDayOfMonth()));
        element("PM", "a");
        ELEMENTS.put("pm", time -> formatted("a", time).toLowerCase(Locale.ROOT));
        element("1", "M");
        element("2", "d");
        element("3", "h");
        element("4", "m");
        element("5", "s");
    }

    /** A fraction follows the seconds; nines leave out the zeros at its end. A year is not preceded by the blank of {@code _2}. */
    private static final Pattern PATTERN = Pattern.compile("[.,](0+|9+)(?!\\d)|_2006|"
            + String.join("|", ELEMENTS.keySet().stream().map(Pattern::quote).toList()));

    private TimeLayout() {}

    private static void element(String layout, String pattern) {
        ELEMENTS.put(layout, time -> formatted(pattern, time));
    }

    private static String formatted(String pattern, ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }

    static String format(String layout, ZonedDateTime time) {
        return PATTERN.matcher(layout).replaceAll(found -> Matcher.quoteReplacement(written(found.group(), time)));
    }

    private static String written(String element, ZonedDateTime time) {
        if (element.equals("_2006")) {
            return "_" + formatted("uuuu", time);
        }
        Function<ZonedDateTime, String> known = ELEMENTS.get(element);
        return known == null ? fraction(element, time.getNano()) : known.apply(time);
    }

    private static String fraction(String element, int nanos) {
        String digits = String.format("%09d", nanos);
        String cut = (digits + "0".repeat(Math.max(0, element.length() - 10))).substring(0, element.length() - 1);
        if (element.charAt(1) == '9') {
            cut = cut.replaceAll("0+$", "");
            return cut.isEmpty() ? "" : element.charAt(0) + cut;
        }
        return element.charAt(0) + cut;
    }
}
