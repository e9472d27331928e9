package dev.bellwether.alerting.signal;

import dev.bellwether.alerting.lifecycle.Labels;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same everywhere. */
final class Words {

    private static final double NANOS_PER_SECOND = 1e9;

    private Words() {}

    /** {@code checkout}, or {@code checkout 2.4.0}. */
    static String subject(Labels labels) {
        String version = labels.get(ServiceTraffic.VERSION);
        String service = labels.get(ServiceTraffic.SERVICE);
        return version.isEmpty() ? service : service + " " + version;
    }

    /** {@code 3,021}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 19.8 %}. */
    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
    }

    /** {@code 5 %}, {@code 0.25 %}: as somebody configured it. */
    static String exactPercent(double ratio) {
        return trimmed(String.format(Locale.ROOT, "%.4f", 100 * ratio)) + " %";
    }

    /** {@code 3.42 s}, {@code 350 ms}. */
    static String seconds(double seconds) {
        return seconds < 1
                ? trimmed(String.format(Locale.ROOT, "%.0f", 1000 * seconds)) + " ms"
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** {@code 15 s}, {@code 5 min}, {@code 1 h 30 min}, {@code 2.5 s}, {@code 350 ms}. */
    static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            double seconds = duration.toNanos() / NANOS_PER_SECOND;
            return seconds < 1
                    ? trimmed(String.format(Locale.ROOT, "%.3f", 1000 * seconds)) + " ms"
                    : trimmed(String.format(Locale.ROOT, "%.3f", seconds)) + " s";
        }
        StringBuilder words = new StringBuilder();
        append(words, duration.toHours(), "h");
        append(words, duration.toMinutesPart(), "min");
        append(words, duration.toSecondsPart(), "s");
        return words.toString();
    }

    private static void append(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(words.length() == 0 ? "" : " ")
                    .append(count)
                    .append(' ')
                    .append(unit);
        }
    }

    private static String trimmed(String decimal) {
        return decimal.indexOf('.') < 0 ? decimal : decimal.replaceAll("\\.?0+$", "");
    }
}
