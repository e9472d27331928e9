package dev.bellwether.ingest.remotewrite;

import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import java.util.Arrays;

/** The table of symbols of a message of version 2, as ranges of its bytes: eight bytes for each, and a symbol may take two. */
final class Symbols {

    private final Memory memory;
    private int[] ranges = new int[128];
    private int size;

    Symbols(Memory memory) {
        this.memory = memory;
    }

    void add(int offset, int length) throws MemoryRefusedException {
        if (2 * size == ranges.length) {
            memory.take((long) ranges.length * Integer.BYTES);
            ranges = Arrays.copyOf(ranges, 2 * ranges.length);
        }
        ranges[2 * size] = offset;
        ranges[2 * size + 1] = length;
        size++;
    }

    int size() {
        return size;
    }

    int offset(int reference) throws MalformedWriteException {
        return ranges[2 * checked(reference)];
    }

    int length(int reference) throws MalformedWriteException {
        return ranges[2 * checked(reference) + 1];
    }

    private int checked(int reference) throws MalformedWriteException {
        if (Integer.compareUnsigned(reference, size) >= 0) {
            throw new MalformedWriteException(
                    "symbol " + Integer.toUnsignedString(reference) + " where there are " + size);
        }
        return reference;
    }
}
