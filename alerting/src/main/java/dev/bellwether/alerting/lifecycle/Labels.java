package dev.bellwether.alerting.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A label set. A label with an empty value is the same as no label, so there are none.
 *
 * @param values name to value, in the byte order of the names as UTF-8
 */
public record Labels(SortedMap<String, String> values) {

    /** Name of the label that tells alerts of different rules apart. */
    public static final String ALERT_NAME = "alertname";

    /** Name of the label in which an expression's result carries the name of its metric; never part of an alert. */
    static final String METRIC_NAME = "__name__";

    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

    public static final Labels NONE = new Labels(Collections.emptySortedMap());

    public Labels {
        TreeMap<String, String> sorted = new TreeMap<>(BY_BYTES);
        sorted.putAll(requireNonNull(values, "values"));
        sorted.values().removeIf(String::isEmpty);
        values = Collections.unmodifiableSortedMap(sorted);
    }

    public static Labels of(Map<String, String> values) {
        TreeMap<String, String> sorted = new TreeMap<>(BY_BYTES);
        sorted.putAll(requireNonNull(values, "values"));
        return new Labels(sorted);
    }

    /** The value, or an empty string where there is no such label. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** This set with one label set to a value, or removed where the value is empty. */
    public Labels with(String name, String value) {
        return overwrittenBy(Map.of(name, value));
    }

    /** This set, overwritten by the labels of another; one with an empty value removes the label. */
    public Labels overwrittenBy(Map<String, String> others) {
        TreeMap<String, String> merged = new TreeMap<>(values);
        merged.putAll(others);
        return new Labels(merged);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(this);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
