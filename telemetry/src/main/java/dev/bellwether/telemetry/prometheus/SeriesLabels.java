package dev.bellwether.telemetry.prometheus;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What identifies a series: labels sorted by name, without empty values, each name once. Immutable. */
public final class SeriesLabels {

    /** The label that holds the name of the metric. */
    public static final String METRIC_NAME = "__name__";

    private static final SeriesLabels NONE = new SeriesLabels(new String[0]);

    /** Name, value, name, value …; sorted by name. */
    private final String[] pairs;

    private SeriesLabels(String[] pairs) {
        this.pairs = pairs;
    }

    /** These labels, without those that are empty. */
    public static SeriesLabels of(Map<String, String> labels) {
        String[] pairs = new String[2 * labels.size()];
        int size = 0;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            if (!requireNonNull(label.getValue(), label.getKey()).isEmpty()) {
                pairs[size++] = label.getKey();
                pairs[size++] = label.getValue();
            }
        }
        return size == 0 ? NONE : new SeriesLabels(Arrays.copyOf(pairs, size));
    }

    /** A copy where the label has this value, which is not empty. */
    public SeriesLabels with(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("value: empty (expected: a value for label " + name + ")");
        }
        int at = 0;
        while (at < pairs.length && pairs[at].compareTo(name) < 0) {
            at += 2;
        }
        boolean replaces = at < pairs.length && pairs[at].equals(name);
        String[] copy = new String[pairs.length + (replaces ? 0 : 2)];
        System.arraycopy(pairs, 0, copy, 0, at);
        copy[at] = name;
        copy[at + 1] = value;
        int rest = replaces ? at + 2 : at;
        System.arraycopy(pairs, rest, copy, at + 2, pairs.length - rest);
        return new SeriesLabels(copy);
    }

    /** The value of a label; empty where there is none. */
    public String get(String name) {
        for (int at = 0; at < pairs.length; at += 2) {
            if (pairs[at].equals(name)) {
                return pairs[at + 1];
            }
        }
        return "";
    }

    /** The name of the metric; empty where there is none. */
    public String metricName() {
        return get(METRIC_NAME);
    }

    /** Number of labels. */
    public int size() {
        return pairs.length / 2;
    }

    /** The name at a position, in rising order. */
    public String name(int position) {
        return pairs[2 * position];
    }

    /** The value at a position, in rising order of the names. */
    public String value(int position) {
        return pairs[2 * position + 1];
    }

    /** The labels as a map, which cannot be changed. */
    public SortedMap<String, String> toMap() {
        SortedMap<String, String> map = new TreeMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put(pairs[at], pairs[at + 1]);
        }
        return Collections.unmodifiableSortedMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeriesLabels that && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
