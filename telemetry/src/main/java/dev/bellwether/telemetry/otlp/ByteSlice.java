package dev.bellwether.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.checkFromIndexSize;
import static java.util.Objects.checkIndex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A range of somebody else's bytes. Slices are equal where their bytes are, so a map can be asked with a slice of a
 * request, and nothing is created where the answer is already there.
 *
 * <p>A slice that a view hands out is owned by the reader and moves on with it: it holds only until the visitor returns,
 * and {@link #copy()} is what may be kept, for example as a key.
 */
public final class ByteSlice {

    private static final byte[] NOTHING = {};
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** 2^64 divided by the golden ratio, odd: spreads its input over the upper bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private byte[] array = NOTHING;
    private int offset;
    private int length;

    ByteSlice() {}

    /** All of these bytes, not copied. */
    public static ByteSlice of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** A range of these bytes, not copied. */
    public static ByteSlice of(byte[] bytes, int offset, int length) {
        checkFromIndexSize(offset, length, bytes.length);
        ByteSlice slice = new ByteSlice();
        slice.set(bytes, offset, length);
        return slice;
    }

    /** The text in UTF-8. */
    public static ByteSlice of(String text) {
        return of(text.getBytes(UTF_8));
    }

    void set(byte[] newArray, int newOffset, int newLength) {
        // nearly always the same one, and a reference that is stored is something for the garbage collector to note
        if (array != newArray) {
            array = newArray;
        }
        offset = newOffset;
        length = newLength;
    }

    void clear() {
        length = 0;
    }

    /** The bytes that this is a range of; not to be changed. */
    public byte[] array() {
        return array;
    }

    /** Where the range begins in {@link #array()}. */
    public int offset() {
        return offset;
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at an index from 0 to {@code length() - 1}. */
    public byte at(int index) {
        return array[offset + checkIndex(index, length)];
    }

    /** The same bytes in an array of their own, which nobody else changes. */
    public ByteSlice copy() {
        return of(toByteArray());
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Whether the bytes are these. */
    public boolean equalsBytes(byte[] other) {
        return equalsBytes(other, 0, other.length);
    }

    /** Whether the bytes are those of a range. */
    public boolean equalsBytes(byte[] other, int otherOffset, int otherLength) {
        return length == otherLength
                && Arrays.equals(array, offset, offset + length, other, otherOffset, otherOffset + otherLength);
    }

    /**
     * A 64-bit hash of the bytes, fast and good enough for tables in memory. It is not to be stored, since another version of
     * the program may have another one, and it is no protection against somebody who chooses the bytes to collide.
     *
     * @param seed hash of what came before, so that several slices can be hashed as one; 0 for a first one
     */
    public long hash(long seed) {
        long hash = mix(seed + length * SPREAD);
        int at = offset;
        int end = offset + length;
        for (; at <= end - 8; at += 8) {
            hash = mix(hash ^ (long) LONGS.get(array, at));
        }
        long rest = 0;
        if (at <= end - 4) {
            rest = (int) INTS.get(array, at) & 0xFFFFFFFFL;
            at += 4;
        }
        for (; at < end; at++) {
            rest = rest << 8 | (array[at] & 0xFF);
        }
        return mix(hash ^ rest);
    }

    /** {@link #hash(long)} with the seed 0. */
    public long hash() {
        return hash(0);
    }

    private static long mix(long bits) {
        long spread = bits * SPREAD;
        return spread ^ spread >>> 32;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByteSlice that && equalsBytes(that.array, that.offset, that.length);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash());
    }

    /** The bytes in lower-case hexadecimal digits, as trace ids are written. */
    public String toHex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    /** The bytes read as UTF-8; what is not UTF-8 becomes U+FFFD. */
    @Override
    public String toString() {
        return new String(array, offset, length, UTF_8);
    }
}
