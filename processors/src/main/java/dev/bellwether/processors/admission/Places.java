package dev.bellwether.processors.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Names that have a place, each with the log time, in milliseconds, of its last sight as the store has it; in memory. */
final class Places {

    /** An entry of a map, a text, a time: about what the three take beside the characters. */
    private static final int BYTES_OF_A_NAME = 128;

    private final Map<String, Long> seen = new HashMap<>();
    private final LongConsumer grown;
    private long bytes;

    /** @param grown told by how many bytes more they take; less than zero where it is less */
    Places(LongConsumer grown) {
        this.grown = grown;
    }

    @Nullable
    Long seen(String name) {
        return seen.get(name);
    }

    void put(String name, long at) {
        if (seen.put(name, at) == null) {
            grow(bytes(name));
        }
    }

    void remove(String name) {
        if (seen.remove(name) != null) {
            grow(-bytes(name));
        }
    }

    int size() {
        return seen.size();
    }

    /** About how much memory they take. */
    long bytes() {
        return bytes;
    }

    private void grow(long by) {
        bytes += by;
        grown.accept(by);
    }

    private static long bytes(String name) {
        return BYTES_OF_A_NAME + (long) Character.BYTES * name.length();
    }
}
