package dev.bellwether.telemetry.histogram;

import java.nio.ByteBuffer;

/** The binary form that {@link ExponentialHistogram#toBytes()} describes. */
final class BinaryForm {

    private static final int VERSION = 1;
    private static final int MAX_VARINT_BYTES = 9;
    private static final byte[] EMPTY = {};

    private BinaryForm() {}

    static byte[] write(SparseBuckets buckets) {
        if (buckets.count() == 0) {
            return EMPTY;
        }
        byte[] bytes = new byte[length(buckets)];
        bytes[0] = VERSION;
        bytes[1] = (byte) buckets.scale();
        int at = writeVarint(bytes, 2, buckets.zeroCount());
        at = writeVarint(bytes, at, buckets.size());
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
        int length = 2 + varintLength(buckets.zeroCount()) + varintLength(buckets.size());
        int next = Buckets.MIN_INDEX;
        for (int position = 0; position < buckets.size(); position++) {
            int index = buckets.indexAt(position);
            length += varintLength(index - next) + varintLength(buckets.countAt(position));
            next = index + 1;
        }
        return length;
    }

    private static int varintLength(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }

    private static int writeVarint(byte[] bytes, int offset, long value) {
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
        if (buffer.hasArray()) {
            int start = buffer.arrayOffset() + buffer.position();
            new Reader(buffer.array(), start, start + buffer.remaining()).read(into);
        } else {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            new Reader(bytes, 0, bytes.length).read(into);
        }
        buffer.position(buffer.limit());
    }

    private static final class Reader {

        private final byte[] bytes;
        private final int start;
        private final int end;
        private int position;

        Reader(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            this.position = start;
        }

        void read(SparseBuckets into) throws MalformedHistogramException {
            int version = readByte();
            if (version != VERSION) {
                throw malformed("version " + version + " (expected: " + VERSION + ")");
            }
            int scale = readByte();
            if (scale < Buckets.MIN_SCALE || scale > Buckets.SCALE) {
                throw malformed("scale " + scale + " (expected: " + Buckets.MIN_SCALE + ".." + Buckets.SCALE + ")");
            }
            long zeroCount = readVarint();
            long size = readVarint();
            if (size > (end - position) / 2) {
                throw malformed(size + " buckets in " + (end - position) + " bytes");
            }
            if (zeroCount == 0 && size == 0) {
                throw malformed("no values (expected: no bytes where there are none)");
            }
            into.start(scale, zeroCount);
            into.reserve((int) size);
            readBuckets((int) size, Buckets.maxIndex(scale), into);
            if (position < end) {
                throw malformed((end - position) + " bytes behind the last bucket");
            }
        }

        private void readBuckets(int size, int maxIndex, SparseBuckets into) throws MalformedHistogramException {
            int next = Buckets.MIN_INDEX;
            for (int bucket = 0; bucket < size; bucket++) {
                long gap = readVarint();
                if (gap > maxIndex - next) {
                    throw malformed("a bucket " + gap + " above " + next + " (expected: none above " + maxIndex + ")");
                }
                long count = readVarint();
                if (count == 0 || count > Long.MAX_VALUE - into.count()) {
                    throw malformed("a count of " + count + " after " + into.count()
                            + " (expected: at least 1, and a sum of at most " + Long.MAX_VALUE + ")");
                }
                into.append(next + (int) gap, count);
                next += (int) gap + 1;
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
}
