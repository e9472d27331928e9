package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import java.util.Arrays;

/** Ranges of one array, in the order they were added; neighbours become one. */
final class Ranges {

    /** More than any sender makes: it writes equal fields one after the other. Eight bytes each, for two of the request. */
    static final int MAX_COUNT = 1 << 18;

    private int[] bounds = new int[8];
    private int size;
    private int totalLength;

    void clear() {
        size = 0;
        totalLength = 0;
    }

    void add(int start, int end) throws MalformedOtlpException {
        totalLength += end - start;
        if (size > 0 && bounds[size - 1] == start) {
            bounds[size - 1] = end;
            return;
        }
        if (size == 2 * MAX_COUNT) {
            throw new MalformedOtlpException(
                    Reason.TOO_FRAGMENTED, start, "more than " + MAX_COUNT + " places where fields of a message stand");
        }
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * size);
        }
        bounds[size++] = start;
        bounds[size++] = end;
    }

    /** Number of ranges. */
    int count() {
        return size / 2;
    }

    int start(int index) {
        return bounds[2 * index];
    }

    int end(int index) {
        return bounds[2 * index + 1];
    }

    /** Bytes in all ranges together. */
    int totalLength() {
        return totalLength;
    }
}
