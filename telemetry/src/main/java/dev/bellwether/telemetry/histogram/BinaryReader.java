package dev.bellwether.telemetry.histogram;

import java.nio.ByteBuffer;

/**
 * Goes through the buckets of a binary form, without keeping them. What it says was checked: a form is refused where {@link
 * ExponentialHistogram#toBytes()} would not have written it.
 */
final class BinaryReader {

    private static final int MAX_VARINT_BYTES = 9;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int scale;
    private final long zeroCount;
    private final int size;
    private final int maxIndex;

    private int position;
    private int left;
    private boolean present;
    private int index = Buckets.MIN_INDEX - 1;
    private long values;
    private long count;

    private BinaryReader(byte[] bytes, int start, int end) throws MalformedHistogramException {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.position = start;
        int version = readByte();
        if (version != BinaryForm.VERSION) {
            throw malformed("version " + version + " (expected: " + BinaryForm.VERSION + ")");
        }
        scale = readByte();
        if (scale < Buckets.MIN_SCALE || scale > Buckets.SCALE) {
            throw malformed("scale " + scale + " (expected: " + Buckets.MIN_SCALE + ".." + Buckets.SCALE + ")");
        }
        maxIndex = Buckets.maxIndex(scale);
        zeroCount = readVarint();
        long buckets = readVarint();
        if (buckets > (end - position) / 2) {
            throw malformed(buckets + " buckets in " + (end - position) + " bytes");
        }
        if (zeroCount == 0 && buckets == 0) {
            throw malformed("no values (expected: no bytes where there are none)");
        }
        size = (int) buckets;
        left = size;
        count = zeroCount;
        requireEndAfterLast();
    }

    /** Reads all that remains in the buffer, which is not empty, and leaves its position where it is. */
    static BinaryReader of(ByteBuffer buffer) throws MalformedHistogramException {
        if (buffer.hasArray()) {
            int start = buffer.arrayOffset() + buffer.position();
            return new BinaryReader(buffer.array(), start, start + buffer.remaining());
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new BinaryReader(bytes, 0, bytes.length);
    }

    /** Bytes of the whole form. */
    int length() {
        return end - start;
    }

    int scale() {
        return scale;
    }

    long zeroCount() {
        return zeroCount;
    }

    /** Number of buckets that are not empty. */
    int size() {
        return size;
    }

    /** Goes to the next bucket; false where there is none. */
    boolean next() throws MalformedHistogramException {
        present = left > 0;
        if (!present) {
            return false;
        }
        left--;
        int next = index + 1;
        long gap = readVarint();
        if (gap > maxIndex - next) {
            throw malformed("a bucket " + gap + " above " + next + " (expected: none above " + maxIndex + ")");
        }
        values = readVarint();
        if (values == 0 || values > Long.MAX_VALUE - count) {
            throw malformed("a count of " + values + " after " + count + " (expected: at least 1, and a sum of at most "
                    + Long.MAX_VALUE + ")");
        }
        index = next + (int) gap;
        count += values;
        requireEndAfterLast();
        return true;
    }

    /** Whether there is a present bucket: there is none before the first {@link #next} and behind the last bucket. */
    boolean hasBucket() {
        return present;
    }

    /** Index of the present bucket. */
    int index() {
        return index;
    }

    /** Values in the present bucket. */
    long values() {
        return values;
    }

    /** Values in all buckets up to the present one, and zeros. */
    long count() {
        return count;
    }

    /** Where the bytes behind the present bucket begin, for {@link #copy}. */
    int position() {
        return position;
    }

    /** Copies what lies between two {@linkplain #position positions}. */
    void copy(int from, int to, byte[] into, int offset) {
        System.arraycopy(bytes, from, into, offset, to - from);
    }

    private void requireEndAfterLast() throws MalformedHistogramException {
        if (left == 0 && position < end) {
            throw malformed((end - position) + " bytes behind the last bucket");
        }
    }

    private int readByte() throws MalformedHistogramException {
        if (position == end) {
            throw malformed("the bytes end early");
        }
        return bytes[position++];
    }

    private long readVarint() throws MalformedHistogramException {
        long value = 0;
        for (int shift = 0; shift < 7 * MAX_VARINT_BYTES; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next == 0 && shift > 0) {
                throw malformed("a number with more bytes than it needs");
            }
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than 63 bits");
    }

    private MalformedHistogramException malformed(String detail) {
        return new MalformedHistogramException(position - start, detail);
    }
}
