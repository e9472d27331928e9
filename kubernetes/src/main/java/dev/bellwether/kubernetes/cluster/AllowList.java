package dev.bellwether.kubernetes.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys of labels or annotations that are kept. What is not on it is never held: annotations may hold whole manifests, and
 * secrets.
 */
public final class AllowList {

    private static final String REST = "*";

    private final Set<String> keys = new HashSet<>();
    private final List<String> prefixes;

    private AllowList(Set<String> entries) {
        entries.stream().filter(entry -> !entry.endsWith(REST)).forEach(keys::add);
        this.prefixes = entries.stream()
                .filter(entry -> entry.endsWith(REST))
                .map(entry -> entry.substring(0, entry.length() - REST.length()))
                .toList();
    }

    /** @param entries keys, or beginnings of keys with an asterisk at the end */
    public static AllowList of(Set<String> entries) {
        entries.forEach(AllowList::requireEntry);
        return new AllowList(entries);
    }

    private static void requireEntry(String entry) {
        if (entry.isEmpty() || entry.indexOf('*') >= 0 && entry.indexOf('*') < entry.length() - 1) {
            throw new IllegalArgumentException(
                    "\"" + entry + "\" (expected: a key, or the beginning of one with an asterisk at its end)");
        }
    }

    public boolean allows(String key) {
        return keys.contains(key) || prefixes.stream().anyMatch(key::startsWith);
    }
}
