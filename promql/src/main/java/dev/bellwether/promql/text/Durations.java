package dev.bellwether.promql.text;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Durations as rule files and test files write them: {@code 1h30m}, {@code 90s}, {@code 1y2w3d4h5m6s7ms}. Units go from large to small,
 * each at most once; a year has 365 days. Only {@code 0} needs no unit.
 */
public final class Durations {

    private static final Map<String, Long> MILLIS = new LinkedHashMap<>();

    static {
        MILLIS.put("y", Duration.ofDays(365).toMillis());
        MILLIS.put("w", Duration.ofDays(7).toMillis());
        MILLIS.put("d", Duration.ofDays(1).toMillis());
        MILLIS.put("h", Duration.ofHours(1).toMillis());
        MILLIS.put("m", Duration.ofMinutes(1).toMillis());
        MILLIS.put("s", 1000L);
        MILLIS.put("ms", 1L);
    }

    /** What fits into 64 bits of nanoseconds: 292 years. */
    private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        } else if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        long total = 0;
        int lastUnit = -1;
        int at = 0;
        while (at < text.length()) {
            int unitStart = end(text, at, true);
            int unitEnd = end(text, unitStart, false);
            if (unitStart == at || unitEnd == unitStart || unitStart - at > 18) {
                throw invalid(text);
            }
            String name = text.substring(unitStart, unitEnd);
            int unit = List.copyOf(MILLIS.keySet()).indexOf(name);
            if (unit < 0) {
                throw new IllegalArgumentException(
                        "unknown unit " + GoStrings.quote(name) + " in duration " + GoStrings.quote(text));
            } else if (unit <= lastUnit) {
                throw invalid(text);
            }
            lastUnit = unit;
            total = plus(total, Long.parseLong(text.substring(at, unitStart)), MILLIS.getOrDefault(name, 0L));
            at = unitEnd;
        }
        return Duration.ofMillis(total);
    }

    private static long plus(long total, long count, long unit) {
        if (count > MAX_MILLIS / unit || total + count * unit > MAX_MILLIS) {
            throw new IllegalArgumentException("duration out of range");
        }
        return total + count * unit;
    }

    private static int end(String text, int from, boolean digits) {
        int end = from;
        while (end < text.length() && (text.charAt(end) >= '0' && text.charAt(end) <= '9') == digits) {
            end++;
        }
        return end;
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("not a valid duration string: " + GoStrings.quote(text));
    }

    /** The duration in the fewest units; years and weeks only where nothing is left over: {@code 90d}, {@code 2w}, {@code 1h30m}. */
    public static String print(Duration duration) {
        long rest = Math.abs(duration.toMillis());
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(duration.isNegative() ? "-" : "");
        for (Map.Entry<String, Long> unit : MILLIS.entrySet()) {
            long millis = unit.getValue();
            boolean exactOnly = unit.getKey().equals("y") || unit.getKey().equals("w");
            if (rest >= millis && (!exactOnly || rest % millis == 0)) {
                text.append(rest / millis).append(unit.getKey());
                rest %= millis;
            }
        }
        return text.toString();
    }
}
