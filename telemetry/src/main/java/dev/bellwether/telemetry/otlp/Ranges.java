package dev.bellwether.telemetry.otlp;

import java.util.Arrays;

/** Ranges of one array, in the order they were added; neighbours become one. */
final class Ranges {

    private int[] bounds = new int[8];
    private int size;
    private int totalLength;

    void clear() {
        size = 0;
        totalLength = 0;
    }

    void add(int start, int end) {
        totalLength += end - start;
        if (size > 0 && bounds[size - 1] == start) {
            bounds[size - 1] = end;
            return;
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
