package dev.bellwether.telemetry.histogram;

import java.util.Arrays;

/**
 * The zero count and the non-empty buckets in rising order: what a histogram is. Filled once, from left to right; an {@link
 * ExponentialHistogram} owns one and leaves it alone, a {@link HistogramRecorder} reuses one.
 */
final class SparseBuckets {

    private static final int[] NO_INDICES = {};
    private static final long[] NO_COUNTS = {};

    private int scale;
    private long zeroCount;
    private long count;
    private int size;
    private int[] indices = NO_INDICES;
    private long[] counts = NO_COUNTS;

    /** Forgets everything; the arrays stay. */
    void start(int newScale, long newZeroCount) {
        scale = newScale;
        zeroCount = newZeroCount;
        count = newZeroCount;
        size = 0;
    }

    /** Makes room for so many buckets. */
    void reserve(int buckets) {
        if (buckets > indices.length) {
            indices = Arrays.copyOf(indices, buckets);
            counts = Arrays.copyOf(counts, buckets);
        }
    }

    /**
     * Adds to the last bucket, or behind it.
     *
     * @throws ArithmeticException if all counts together are more than {@link Long#MAX_VALUE}
     */
    void append(int index, long bucketCount) {
        count = Math.addExact(count, bucketCount);
        if (size > 0 && indices[size - 1] == index) {
            counts[size - 1] += bucketCount;
            return;
        }
        if (size == indices.length) {
            reserve(Math.max(16, 2 * size));
        }
        indices[size] = index;
        counts[size] = bucketCount;
        size++;
    }

    int scale() {
        return scale;
    }

    long zeroCount() {
        return zeroCount;
    }

    long count() {
        return count;
    }

    int size() {
        return size;
    }

    int indexAt(int position) {
        return indices[position];
    }

    long countAt(int position) {
        return counts[position];
    }

    /** The same buckets in arrays of just their size. */
    SparseBuckets copy() {
        SparseBuckets copy = new SparseBuckets();
        copy.start(scale, zeroCount);
        copy.count = count;
        copy.size = size;
        copy.indices = Arrays.copyOf(indices, size);
        copy.counts = Arrays.copyOf(counts, size);
        return copy;
    }

    /** The same values at a coarser scale: 2^steps buckets become one. */
    SparseBuckets downscaled(int newScale) {
        SparseBuckets coarse = new SparseBuckets();
        coarse.start(newScale, zeroCount);
        for (int position = 0; position < size; position++) {
            coarse.append(indices[position] >> (scale - newScale), counts[position]);
        }
        return coarse;
    }

    /** Both together; of the same scale. */
    SparseBuckets plus(SparseBuckets other) {
        SparseBuckets sum = new SparseBuckets();
        sum.reserve(size + other.size);
        sum.start(scale, Math.addExact(zeroCount, other.zeroCount));
        int left = 0;
        int right = 0;
        while (left < size || right < other.size) {
            if (right == other.size || (left < size && indices[left] <= other.indices[right])) {
                sum.append(indices[left], counts[left++]);
            } else {
                sum.append(other.indices[right], other.counts[right++]);
            }
        }
        return sum;
    }

    /**
     * What is left without the other; of the same scale.
     *
     * @throws IllegalArgumentException if the other has more in some bucket
     */
    SparseBuckets minus(SparseBuckets other) {
        SparseBuckets rest = new SparseBuckets();
        rest.reserve(size);
        rest.start(scale, remaining(zeroCount, other.zeroCount));
        int right = 0;
        for (int position = 0; position < size; position++) {
            long left = counts[position];
            if (right < other.size && other.indices[right] == indices[position]) {
                left = remaining(left, other.counts[right++]);
            }
            if (left > 0) {
                rest.append(indices[position], left);
            }
        }
        if (right < other.size) {
            throw new IllegalArgumentException("other: " + other.counts[right] + " values in bucket "
                    + other.indices[right] + " (expected: a part of this histogram)");
        }
        return rest;
    }

    private static long remaining(long count, long taken) {
        if (taken > count) {
            throw new IllegalArgumentException(
                    "other: " + taken + " values where there are " + count + " (expected: a part of this histogram)");
        }
        return count - taken;
    }

    /** Index of the bucket that holds the value of this rank among the values that are not zero, counted from 0. */
    int indexOfRank(long rank) {
        long before = 0;
        for (int position = 0; position < size - 1; position++) {
            before += counts[position];
            if (before > rank) {
                return indices[position];
            }
        }
        return indices[size - 1];
    }

    /** Values in the buckets above this one. */
    long countAboveBucket(int index) {
        long above = 0;
        for (int position = size - 1; position >= 0 && indices[position] > index; position--) {
            above += counts[position];
        }
        return above;
    }

    boolean hasSameValues(SparseBuckets other) {
        return scale == other.scale
                && zeroCount == other.zeroCount
                && Arrays.equals(indices, 0, size, other.indices, 0, other.size)
                && Arrays.equals(counts, 0, size, other.counts, 0, other.size);
    }

    int hash() {
        int hash = 31 * scale + Long.hashCode(zeroCount);
        for (int position = 0; position < size; position++) {
            hash = 31 * (31 * hash + indices[position]) + Long.hashCode(counts[position]);
        }
        return hash;
    }
}
