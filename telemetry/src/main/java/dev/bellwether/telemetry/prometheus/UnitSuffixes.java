package dev.bellwether.telemetry.prometheus;

import java.util.Map;

/**
 * What a unit in UCUM's notation adds to a metric's name.
 *
 * @param main word for what is measured, for example {@code bytes}; may be empty
 * @param per word with what it is divided by, for example {@code per_second}; may be empty
 */
record UnitSuffixes(String main, String per) {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("d", "days"),
            Map.entry("h", "hours"),
            Map.entry("min", "minutes"),
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tibibytes"), // sic: what Prometheus has always called them
            Map.entry("KBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("TBy", "terabytes"),
            Map.entry("m", "meters"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"),
            Map.entry("g", "grams"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("1", ""),
            Map.entry("%", "percent"));

    private static final Map<String, String> UPDATED_WORDS = Map.of("TiBy", "tebibytes", "kBy", "kilobytes");

    private static final Map<String, String> PER_WORDS =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    /** The suffixes of a unit; what the tables do not know stays as it is, what stands in braces is left out. */
    static UnitSuffixes of(String unit, boolean updated) {
        int slash = unit.indexOf('/');
        String main = known(slash < 0 ? unit : unit.substring(0, slash));
        String per = slash < 0 ? "" : known(unit.substring(slash + 1));
        String word = WORDS.getOrDefault(main, main);
        if (updated) {
            word = UPDATED_WORDS.getOrDefault(main, word);
        }
        return new UnitSuffixes(word, per.isEmpty() ? "" : "per_" + PER_WORDS.getOrDefault(per, per));
    }

    private static String known(String part) {
        String stripped = part.strip();
        return stripped.indexOf('{') >= 0 || stripped.indexOf('}') >= 0 ? "" : stripped;
    }
}
