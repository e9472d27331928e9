package dev.bellwether.promql.text;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map with texts as keys, in the order in which Go prints and ranges over it.
 *
 * @param elementType the type of its values in Go: {@code string}, or {@code interface {}} for any
 */
public record GoMap(String elementType, SortedMap<String, Object> entries) {

    /** Copies. */
    public GoMap {
        SortedMap<String, Object> copy = new TreeMap<>(GoStrings.BYTE_ORDER);
        copy.putAll(entries);
        entries = Collections.unmodifiableSortedMap(copy);
    }

    /** A {@code map[string]string}. */
    public static GoMap ofStrings(Map<String, String> entries) {
        return new GoMap("string", new TreeMap<>(entries));
    }

    /** What a key that is not there gives: the empty text, or nothing. */
    public @Nullable Object get(String key) {
        Object value = entries.get(key);
        return value == null && elementType.equals("string") ? "" : value;
    }

    String goType() {
        return "map[string]" + elementType;
    }
}
