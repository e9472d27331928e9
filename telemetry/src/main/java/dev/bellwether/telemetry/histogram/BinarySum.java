package dev.bellwether.telemetry.histogram;

import java.util.Arrays;

/** Adds binary forms in one pass over both, without arrays of buckets between them. */
final class BinarySum {

    private final byte[] bytes;
    private int end = BinaryForm.LONGEST_HEADER;
    private int buckets;
    private int next = Buckets.MIN_INDEX;
    private long count;

    private BinarySum(int longest) {
        bytes = new byte[BinaryForm.LONGEST_HEADER + longest];
    }

    /**
     * The binary form of the sum of two that are not empty and have the same scale.
     *
     * @throws ArithmeticException if that is more than {@link Long#MAX_VALUE} values
     */
    static byte[] of(BinaryReader one, BinaryReader other) throws MalformedHistogramException {
        // A gap of the sum is never greater than it was before, and a count takes no more bytes than both together.
        BinarySum sum = new BinarySum(one.length() + other.length());
        long zeroCount = Math.addExact(one.zeroCount(), other.zeroCount());
        sum.count = zeroCount;
        sum.addBuckets(one, other);
        return sum.withHeader(one.scale(), zeroCount);
    }

    private void addBuckets(BinaryReader one, BinaryReader other) throws MalformedHistogramException {
        one.next();
        other.next();
        while (one.hasBucket() && other.hasBucket()) {
            if (one.index() < other.index()) {
                copyBelow(other.index(), one);
            } else if (one.index() > other.index()) {
                copyBelow(one.index(), other);
            } else {
                append(one.index(), Math.addExact(one.values(), other.values()));
                one.next();
                other.next();
            }
        }
        copyBelow(Integer.MAX_VALUE, one.hasBucket() ? one : other);
    }

    /** Buckets that follow each other on one side only are written as they were, but for the gap before the first. */
    private void copyBelow(int index, BinaryReader reader) throws MalformedHistogramException {
        if (!reader.hasBucket()) {
            return;
        }
        append(reader.index(), reader.values());
        int start = reader.position();
        int behind = start;
        while (reader.next() && reader.index() < index) {
            behind = reader.position();
            count = Math.addExact(count, reader.values());
            next = reader.index() + 1;
            buckets++;
        }
        reader.copy(start, behind, bytes, end);
        end += behind - start;
    }

    private void append(int index, long values) {
        count = Math.addExact(count, values);
        end = BinaryForm.writeVarint(bytes, end, index - next);
        end = BinaryForm.writeVarint(bytes, end, values);
        next = index + 1;
        buckets++;
    }

    private byte[] withHeader(int scale, long zeroCount) {
        int start = BinaryForm.LONGEST_HEADER - BinaryForm.headerLength(zeroCount, buckets);
        BinaryForm.writeHeader(bytes, start, scale, zeroCount, buckets);
        return Arrays.copyOfRange(bytes, start, end);
    }
}
