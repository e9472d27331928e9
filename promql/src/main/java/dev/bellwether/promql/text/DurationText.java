package dev.bellwether.promql.text;

import java.util.OptionalLong;

/** Durations as Prometheus writes them: {@code 1h30m}, units falling, each at most once, a year of 365 days. */
public final class DurationText {

    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};

    /** Years and weeks are written only where nothing remains. */
    private static final int EXACT_UNITS = 2;

    private DurationText() {}

    /** The milliseconds that a text names; empty if it is no duration, or one of more than 2^63 ns. */
    public static OptionalLong parseMillis(String text) {
        if (text.equals("0")) {
            return OptionalLong.of(0);
        }
        long millis = 0;
        int at = 0;
        int unit = -1;
        while (at < text.length()) {
            int digits = at;
            while (digits < text.length()
                    && Character.digit(text.charAt(digits), 10) >= 0
                    && text.charAt(digits) < 128) {
                digits++;
            }
            int letters = digits;
            while (letters < text.length() && Character.isLetter(text.charAt(letters))) {
                letters++;
            }
            int found = unitIndex(text.substring(digits, letters));
            if (digits == at || digits - at > 18 || found <= unit) {
                return OptionalLong.empty();
            }
            unit = found;
            try {
                millis = Math.addExact(
                        millis, Math.multiplyExact(Long.parseLong(text.substring(at, digits)), MILLIS[found]));
            } catch (ArithmeticException e) {
                return OptionalLong.empty();
            }
            at = letters;
        }
        return unit < 0 || millis > Long.MAX_VALUE / 1_000_000 ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    private static int unitIndex(String unit) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return i;
            }
        }
        return -1;
    }

    /** A duration, with a minus sign in front of a negative one; {@code 0s} for none. */
    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(millis < 0 ? "-" : "");
        long rest = Math.abs(millis);
        for (int i = 0; i < UNITS.length; i++) {
            if (rest >= MILLIS[i] && (i >= EXACT_UNITS || rest % MILLIS[i] == 0)) {
                text.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return text.toString();
    }
}
