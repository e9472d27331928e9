package dev.bellwether.ingest.json;

import dev.bellwether.ingest.memory.Memory;
import java.io.IOException;
import java.util.Arrays;

/**
 * Protobuf's wire form as it is written, from the front to the back. What stands before a message, its length, is known when the message
 * is over: one byte is kept free for it, and the message moved where that is too few. So a message costs no object and no second look.
 *
 * <p>Owned by the one who reads a text, until {@link #toBytes}.
 */
final class WireBuffer {

    private static final int FIRST_CAPACITY = 1024;
    private static final int LENGTH_DELIMITED = 2;

    private final int covered;
    private final int maxBytes;
    private final Memory memory;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    /**
     * @param covered bytes that need not be asked for: those of the text, whose place in memory the wire form takes
     * @param maxBytes largest size
     * @param memory what is asked for the bytes beyond those
     */
    WireBuffer(int covered, int maxBytes, Memory memory) {
        this.covered = covered;
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    void tag(int field, int wireType) throws IOException {
        varint((long) field << 3 | wireType);
    }

    /** A tag of something that has a length, which {@link #begin} and {@link #end} write. */
    void tagOfLengthDelimited(int field) throws IOException {
        tag(field, LENGTH_DELIMITED);
    }

    void varint(long value) throws IOException {
        ensure(varintBytes(value));
        size = putVarint(size, value);
    }

    void fixed32(int value) throws IOException {
        ensure(Integer.BYTES);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void fixed64(long value) throws IOException {
        ensure(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void bytes(byte[] value) throws IOException {
        varint(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** Text with its length, in UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD. */
    void text(char[] chars, int offset, int length) throws IOException {
        int start = begin();
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            char unit = chars[at];
            if (unit < 0x80) {
                ensure(1);
                bytes[size++] = (byte) unit;
            } else if (Character.isHighSurrogate(unit) && at + 1 < end && Character.isLowSurrogate(chars[at + 1])) {
                codePoint(Character.toCodePoint(unit, chars[++at]));
            } else {
                codePoint(Character.isSurrogate(unit) ? 0xFFFD : unit);
            }
        }
        end(start);
    }

    private void codePoint(int point) throws IOException {
        ensure(point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
        if (point < 0x800) {
            bytes[size++] = (byte) (0xC0 | point >> 6);
        } else if (point < 0x10000) {
            bytes[size++] = (byte) (0xE0 | point >> 12);
            bytes[size++] = (byte) (0x80 | point >> 6 & 0x3F);
        } else {
            bytes[size++] = (byte) (0xF0 | point >> 18);
            bytes[size++] = (byte) (0x80 | point >> 12 & 0x3F);
            bytes[size++] = (byte) (0x80 | point >> 6 & 0x3F);
        }
        bytes[size++] = (byte) (0x80 | point & 0x3F);
    }

    /** Begins something with a length; what comes next is inside. */
    int begin() throws IOException {
        ensure(1);
        size++;
        return size;
    }

    /** Ends what was begun there. */
    void end(int start) throws IOException {
        int length = size - start;
        int more = varintBytes(length) - 1;
        if (more > 0) {
            ensure(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
            size += more;
        }
        putVarint(start - 1, length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private int putVarint(int at, long value) {
        int end = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
        return end;
    }

    private static int varintBytes(long value) {
        return 1 + (63 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Doubles, but stops once at the covered size: most texts are longer than their wire form. */
    private void ensure(int more) throws IOException {
        long needed = (long) size + more;
        if (needed <= bytes.length) {
            return;
        }
        if (needed > maxBytes) {
            throw new WireTooLargeException(maxBytes);
        }
        long most = needed <= covered ? Math.min(covered, maxBytes) : maxBytes;
        long capacity = Math.min(most, Math.max(needed, 2L * bytes.length));
        if (capacity > Math.max(covered, bytes.length)) {
            memory.take(capacity - Math.max(covered, bytes.length));
        }
        bytes = Arrays.copyOf(bytes, (int) capacity);
    }
}
