package dev.bellwether.ingest.remotewrite;

import java.util.Arrays;

/** The table of symbols of a message of version 2, as ranges of its bytes. */
final class Symbols {

    private int[] ranges = new int[128];
    private int size;

    void add(int offset, int length) {
        if (2 * size == ranges.length) {
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
