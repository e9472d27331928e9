package dev.bellwether.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * The attributes that somebody wants to see; all others are passed over. Views give the values by their index here. Where
 * an attribute stands twice, which OTLP forbids, the first one counts, as in the Collector.
 */
public final class AttributeSelection {

    private static final int[] NO_KEYS = {};

    private final List<String> keys;
    private final byte[][] keyBytes;
    /** Indices of the keys of each length: most keys that nobody wants are told apart by their length alone. */
    private final int[][] byLength;

    private AttributeSelection(List<String> keys) {
        this.keys = keys;
        this.keyBytes = keys.stream().map(key -> key.getBytes(UTF_8)).toArray(byte[][]::new);
        int longest = Arrays.stream(keyBytes).mapToInt(key -> key.length).max().orElse(0);
        this.byLength = new int[longest + 1][];
        Arrays.fill(byLength, NO_KEYS);
        for (int index = 0; index < keyBytes.length; index++) {
            int length = keyBytes[index].length;
            byLength[length] = Arrays.copyOf(byLength[length], byLength[length].length + 1);
            byLength[length][byLength[length].length - 1] = index;
        }
    }

    /** The attributes with these keys; the first one has the index 0. */
    public static AttributeSelection of(String... keys) {
        if (new HashSet<>(List.of(keys)).size() < keys.length) {
            throw new IllegalArgumentException("keys: " + List.of(keys) + " (expected: each only once)");
        }
        return new AttributeSelection(List.of(keys));
    }

    /** The keys, in the order of their indices. */
    public List<String> keys() {
        return keys;
    }

    /** Number of attributes selected. */
    public int size() {
        return keyBytes.length;
    }

    /** Index of the key that these bytes are, or -1. */
    int indexOf(byte[] bytes, int offset, int length) {
        if (length >= byLength.length) {
            return -1;
        }
        for (int index : byLength[length]) {
            // keys of one namespace differ at their end
            if (length == 0
                    || (bytes[offset + length - 1] == keyBytes[index][length - 1]
                            && Arrays.equals(keyBytes[index], 0, length, bytes, offset, offset + length))) {
                return index;
            }
        }
        return -1;
    }
}
