package dev.bellwether.promql.labels;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.text.GoStrings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A label set: what identifies a series. Immutable, sorted by name, without empty values, each name once.
 *
 * <p>Strings hold what is valid Unicode as it is, and a byte that is not valid UTF-8 as the lone surrogate {@code U+DC00 + byte}, so that
 * a quoted {@code "\xc5"} survives reading and printing; {@link UnicodeText} knows the difference.
 */
public final class Labels implements Comparable<Labels> {

    /** The label that holds the name of the metric. */
    public static final String METRIC_NAME = "__name__";

    /** The label that holds the type of the metric, where a source gives it. */
    public static final String METRIC_TYPE = "__type__";

    /** The label that holds the unit of the metric, where a source gives it. */
    public static final String METRIC_UNIT = "__unit__";

    /** No labels. */
    public static final Labels EMPTY = new Labels(new String[0]);

    /** Name, value, name, value …; sorted by name. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    /** The label set of these names and values, in any order. */
    public static Labels of(Map<String, String> labels) {
        return ofSorted(
                labels instanceof TreeMap && ((TreeMap<String, String>) labels).comparator() == null
                        ? labels
                        : new TreeMap<>(labels));
    }

    /**
     * The label set of names and values by turns.
     *
     * @throws IllegalArgumentException for an odd number of strings, or a name that occurs twice
     */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "namesAndValues: " + namesAndValues.length + " strings (expected: an even number)");
        }
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (sorted.put(namesAndValues[i], namesAndValues[i + 1]) != null) {
                throw new IllegalArgumentException("namesAndValues: " + namesAndValues[i] + " occurs twice");
            }
        }
        return ofSorted(sorted);
    }

    /** The label set of these labels; where a name occurs twice, the last one counts. */
    public static Labels of(Collection<Label> labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.forEach(label -> sorted.put(label.name(), label.value()));
        return ofSorted(sorted);
    }

    private static Labels ofSorted(Map<String, String> sorted) {
        List<String> pairs = new ArrayList<>(2 * sorted.size());
        sorted.forEach((name, value) -> {
            requireNonNull(value, name);
            if (!value.isEmpty()) {
                pairs.add(name);
                pairs.add(value);
            }
        });
        return pairs.isEmpty() ? EMPTY : new Labels(pairs.toArray(String[]::new));
    }

    /** The value of a label; the empty string where there is none. */
    public String get(String name) {
        int at = indexOf(name);
        return at < 0 ? "" : pairs[at + 1];
    }

    /** Whether there is such a label. */
    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    /** The name of the metric; the empty string where there is none. */
    public String metricName() {
        return get(METRIC_NAME);
    }

    /** Number of labels. */
    public int size() {
        return pairs.length / 2;
    }

    /** Whether there are no labels. */
    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** The name at a position, in rising order. */
    public String name(int position) {
        return pairs[2 * position];
    }

    /** The value at a position, in rising order of the names. */
    public String value(int position) {
        return pairs[2 * position + 1];
    }

    /** A copy where the label has this value; the empty string removes it. */
    public Labels with(String name, String value) {
        int at = indexOf(name);
        if (at >= 0 && pairs[at + 1].equals(value) || at < 0 && value.isEmpty()) {
            return this;
        }
        Map<String, String> map = toMap();
        map.put(name, value);
        return ofSorted(map);
    }

    /** A copy with those labels only that have one of these names. */
    public Labels keep(Set<String> names) {
        return filter(names::contains);
    }

    /** A copy without the labels that have one of these names. */
    public Labels drop(Set<String> names) {
        return filter(name -> !names.contains(name));
    }

    /** A copy without what tells the metric apart from others: its name, type and unit. */
    public Labels dropMetadata() {
        return filter(name -> !isMetadata(name));
    }

    /** Whether a label says what metric it is (name, type, unit) and not where it was measured. */
    public static boolean isMetadata(String name) {
        return name.equals(METRIC_NAME) || name.equals(METRIC_TYPE) || name.equals(METRIC_UNIT);
    }

    private Labels filter(Predicate<String> keeps) {
        String[] kept = new String[pairs.length];
        int size = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (keeps.test(pairs[i])) {
                kept[size++] = pairs[i];
                kept[size++] = pairs[i + 1];
            }
        }
        if (size == pairs.length) {
            return this;
        }
        return size == 0 ? EMPTY : new Labels(Arrays.copyOf(kept, size));
    }

    /** A sorted map of the labels that the caller may change. */
    public Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** A 64-bit hash that is the same in every process and release: xxHash64 of the names and values. */
    public long stableHash() {
        return LabelHash.of(pairs);
    }

    private int indexOf(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** By name, then value, of the first label that differs; then the shorter set first. */
    @Override
    public int compareTo(Labels other) {
        int common = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < common; i++) {
            int order = pairs[i].compareTo(other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && hash == that.hash && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As a selector is written, the name of the metric among the others: {@code {__name__="up", job="a"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(LabelNames.quotedIfNeeded(pairs[i]));
            text.append('=').append(GoStrings.quote(pairs[i + 1]));
        }
        return text.append('}').toString();
    }
}
