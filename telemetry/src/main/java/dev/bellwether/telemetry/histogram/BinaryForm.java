package dev.bellwether.telemetry.histogram;

import java.nio.ByteBuffer;

/** The binary form that {@link ExponentialHistogram#toBytes()} describes. */
final class BinaryForm {

    static final int VERSION = 1;

    /** Version and scale, a byte each, and two varints, of a number of up to 63 bits and of a number of buckets. */
    static final int LONGEST_HEADER = 2 + 9 + 5;

    private static final byte[] EMPTY = {};

    private BinaryForm() {}

    static byte[] write(SparseBuckets buckets) {
        if (buckets.count() == 0) {
            return EMPTY;
        }
        byte[] bytes = new byte[length(buckets)];
        int at = writeHeader(bytes, 0, buckets.scale(), buckets.zeroCount(), buckets.size());
        int next = Buckets.MIN_INDEX;
        for (int position = 0; position < buckets.size(); position++) {
            int index = buckets.indexAt(position);
            at = writeVarint(bytes, at, index - next);
            at = writeVarint(bytes, at, buckets.countAt(position));
            next = index + 1;
        }
        return bytes;
    }

    private static int length(SparseBuckets buckets) {
        int length = headerLength(buckets.zeroCount(), buckets.size());
        int next = Buckets.MIN_INDEX;
        for (int position = 0; position < buckets.size(); position++) {
            int index = buckets.indexAt(position);
            length += varintLength(index - next) + varintLength(buckets.countAt(position));
            next = index + 1;
        }
        return length;
    }

    /** All before the first bucket; returns where that begins. */
    static int writeHeader(byte[] bytes, int offset, int scale, long zeroCount, int size) {
        bytes[offset] = VERSION;
        bytes[offset + 1] = (byte) scale;
        return writeVarint(bytes, writeVarint(bytes, offset + 2, zeroCount), size);
    }

    static int headerLength(long zeroCount, int size) {
        return 2 + varintLength(zeroCount) + varintLength(size);
    }

    private static int varintLength(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }

    static int writeVarint(byte[] bytes, int offset, long value) {
        int at = offset;
        long rest = value;
        while (rest > 0x7F) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    /** Reads all that remains in the buffer, and moves its position behind it where that is a histogram. */
    static void read(ByteBuffer buffer, SparseBuckets into) throws MalformedHistogramException {
        if (!buffer.hasRemaining()) {
            into.start(Buckets.SCALE, 0);
            return;
        }
        BinaryReader reader = BinaryReader.of(buffer);
        into.start(reader.scale(), reader.zeroCount());
        into.reserve(reader.size());
        while (reader.next()) {
            into.append(reader.index(), reader.values());
        }
        buffer.position(buffer.limit());
    }
}
