package dev.bellwether.telemetry.log;

import dev.bellwether.telemetry.otlp.ByteSlice;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ranges of severities of the OpenTelemetry log data model, from the least severe; {@link #ERROR} and above stand for something
 * that went wrong.
 *
 * <p>Source: OpenTelemetry specification, "Logs Data Model", fields {@code SeverityNumber} and {@code SeverityText}, and its
 * "Appendix B: SeverityNumber example mappings".
 */
public enum Severity {
    /** Neither a number nor a text that says how severe it is. The data model lets a reader take it for INFO; here it stays apart. */
    UNSPECIFIED,
    /** 1 to 4. */
    TRACE,
    /** 5 to 8. */
    DEBUG,
    /** 9 to 12. */
    INFO,
    /** 13 to 16. */
    WARN,
    /** 17 to 20. */
    ERROR,
    /** 21 to 24. */
    FATAL;

    private static final Severity[] RANGES = values();
    private static final int NUMBERS_IN_A_RANGE = 4;
    private static final int MAX_NUMBER = 24;
    /** Longer texts are no names of severities; {@code informational} is the longest one. */
    private static final int MAX_TEXT_BYTES = 24;

    private static final Map<String, Severity> BY_TEXT = byText();

    /**
     * The severity of a log record: that of its number; where that is 0 or none of the data model, that of its text; else
     * {@link #UNSPECIFIED}. The case of the text does not matter.
     *
     * @param number {@code SeverityNumber}, 1 to 24; 0 where the sender did not say
     * @param text {@code SeverityText}, for example {@code Informational}; empty where the sender did not say
     */
    public static Severity of(int number, ByteSlice text) {
        Severity severity = of(number);
        if (severity != UNSPECIFIED || text.isEmpty() || text.length() > MAX_TEXT_BYTES) {
            return severity;
        }
        return BY_TEXT.getOrDefault(text.toString().strip().toLowerCase(Locale.ROOT), UNSPECIFIED);
    }

    /** The severity that a number stands for; {@link #UNSPECIFIED} for 0, and for one that the data model does not have. */
    public static Severity of(int number) {
        return number >= 1 && number <= MAX_NUMBER ? RANGES[1 + (number - 1) / NUMBERS_IN_A_RANGE] : UNSPECIFIED;
    }

    /** Whether something went wrong: ERROR or above. */
    public boolean isError() {
        return this == ERROR || this == FATAL;
    }

    /**
     * The names of appendix B, the short names of the data model ({@code INFO2}), and how syslog(3) spells its severities.
     * "Critical" is ERROR2 of Syslog and the Windows Event Log, but FATAL of .NET and ETW: here it is the former, since the
     * latter two are only met through bridges that set the number.
     */
    private static Map<String, Severity> byText() {
        Map<String, Severity> names = new HashMap<>();
        for (Severity range : values()) {
            if (range != UNSPECIFIED) {
                String name = range.name().toLowerCase(Locale.ROOT);
                names.put(name, range);
                for (int number = 2; number <= NUMBERS_IN_A_RANGE; number++) {
                    names.put(name + number, range);
                }
            }
        }
        put(names, TRACE, "finest");
        put(names, DEBUG, "verbose", "finer", "fine", "config");
        put(names, INFO, "informational", "information", "notice");
        put(names, WARN, "warning");
        put(names, ERROR, "err", "severe", "critical", "crit", "dpanic", "alert", "panic");
        put(names, FATAL, "emergency", "emerg");
        return Map.copyOf(names);
    }

    private static void put(Map<String, Severity> names, Severity range, String... texts) {
        for (String text : texts) {
            names.put(text, range);
        }
    }
}
