package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import java.util.Arrays;
import java.util.Objects;

/** Numbers of 64 bits, one after the other. Owned by the reader; it holds only until the visitor returns. */
public final class NumberList {

    private static final int MAX_KEPT = 16 * 1024;

    private long[] numbers = {};
    private int size;

    NumberList() {}

    void clear() {
        size = 0;
        if (numbers.length > MAX_KEPT) { // one odd sender should not hold memory for ever
            numbers = new long[0];
        }
    }

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(16, 2 * size));
        }
        numbers[size++] = number;
    }

    void addPackedFixed64(WireReader in) throws MalformedOtlpException {
        int start = in.position();
        int end = in.readEnd();
        if ((end - in.position()) % 8 != 0) {
            throw in.malformed(Reason.TRUNCATED, start, "the bytes end within a number of 8 bytes");
        }
        while (in.position() < end) {
            add(in.readFixed64());
        }
    }

    void addPackedVarints(WireReader in) throws MalformedOtlpException {
        int outer = in.limit();
        in.limit(in.readEnd());
        while (in.hasMore()) {
            add(in.readVarint());
        }
        in.limit(outer);
    }

    /** How many numbers there are. */
    public int size() {
        return size;
    }

    /** A whole number, unsigned. */
    public long longAt(int index) {
        return numbers[Objects.checkIndex(index, size)];
    }

    /** A floating-point number, from the same bits. */
    public double doubleAt(int index) {
        return Double.longBitsToDouble(longAt(index));
    }
}
