package dev.bellwether.promql.histogram;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Counts by the index of their bucket, rising; what is not there is 0. Immutable. */
public final class Buckets {

    /** None. */
    public static final Buckets NONE = new Buckets(new int[0], new double[0]);

    private final int[] indexes;
    private final double[] counts;

    private Buckets(int[] indexes, double[] counts) {
        this.indexes = indexes;
        this.counts = counts;
    }

    /** One bucket after the other from a first index on. */
    static Buckets from(int first, double... counts) {
        int[] indexes = new int[counts.length];
        Arrays.setAll(indexes, i -> first + i);
        return new Buckets(indexes, counts.clone());
    }

    /**
     * Buckets with these indexes.
     *
     * @throws IllegalArgumentException if there are more of one than of the other, or the indexes do not rise
     */
    public static Buckets of(int[] indexes, double... counts) {
        if (indexes.length != counts.length) {
            throw new IllegalArgumentException(
                    "counts: " + counts.length + " (expected: " + indexes.length + ", one for each index)");
        }
        for (int i = 1; i < indexes.length; i++) {
            if (indexes[i] <= indexes[i - 1]) {
                throw new IllegalArgumentException(
                        "indexes: " + indexes[i] + " after " + indexes[i - 1] + " (expected: rising)");
            }
        }
        return new Buckets(indexes.clone(), counts.clone());
    }

    /** Number of buckets that are there. */
    public int size() {
        return indexes.length;
    }

    /** Index of the bucket at a position. */
    public int index(int position) {
        return indexes[position];
    }

    /** Count of the bucket at a position. */
    public double count(int position) {
        return counts[position];
    }

    double countOf(int index) {
        int position = Arrays.binarySearch(indexes, index);
        return position < 0 ? 0 : counts[position];
    }

    double total() {
        return Arrays.stream(counts).sum();
    }

    Buckets map(DoubleUnaryOperator change) {
        return new Buckets(indexes, Arrays.stream(counts).map(change).toArray());
    }

    /** Without the buckets that are empty. */
    Buckets compact() {
        return filter(position -> counts[position] != 0);
    }

    /** Those whose position passes. */
    Buckets filter(IntPredicate keeps) {
        int[] keptIndexes = new int[size()];
        double[] keptCounts = new double[size()];
        int kept = 0;
        for (int i = 0; i < size(); i++) {
            if (keeps.test(i)) {
                keptIndexes[kept] = indexes[i];
                keptCounts[kept++] = counts[i];
            }
        }
        return kept == size() ? this : new Buckets(Arrays.copyOf(keptIndexes, kept), Arrays.copyOf(keptCounts, kept));
    }

    /** Buckets put together: those that get the same index are added. The order of indexes has to stay. */
    Buckets merge(IntUnaryOperator newIndex) {
        int[] merged = new int[size()];
        double[] sums = new double[size()];
        int last = -1;
        for (int i = 0; i < size(); i++) {
            int index = newIndex.applyAsInt(indexes[i]);
            if (last < 0 || merged[last] != index) {
                merged[++last] = index;
            }
            sums[last] += counts[i];
        }
        return new Buckets(Arrays.copyOf(merged, last + 1), Arrays.copyOf(sums, last + 1));
    }

    /** All buckets of both, each pair combined. */
    Buckets combine(Buckets other, DoubleBinaryOperator operation) {
        int[] union = new int[size() + other.size()];
        double[] result = new double[union.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < size() || j < other.size()) {
            boolean mine = j >= other.size() || i < size() && indexes[i] <= other.indexes[j];
            boolean theirs = i >= size() || j < other.size() && other.indexes[j] <= indexes[i];
            union[size] = mine ? indexes[i] : other.indexes[j];
            result[size++] = operation.applyAsDouble(mine ? counts[i] : 0, theirs ? other.counts[j] : 0);
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
        }
        return new Buckets(Arrays.copyOf(union, size), Arrays.copyOf(result, size));
    }

    /** Whether some bucket has fewer than another histogram had before. */
    boolean hasLessThan(Buckets before) {
        for (int i = 0; i < before.size(); i++) {
            if (countOf(before.indexes[i]) < before.counts[i]) {
                return true;
            }
        }
        return false;
    }

    boolean anyInfinite() {
        return Arrays.stream(counts).anyMatch(Double::isInfinite);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Buckets that
                && Arrays.equals(indexes, that.indexes)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indexes) + Arrays.hashCode(counts);
    }
}
