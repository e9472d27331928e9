package dev.bellwether.telemetry.prometheus;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts of one bucket of a native histogram after the other, empty ones among them. Immutable. */
public final class NativeBuckets {

    public static final NativeBuckets NONE = new NativeBuckets(0, new double[0]);

    private final int firstIndex;
    private final double[] counts;

    private NativeBuckets(int firstIndex, double[] counts) {
        this.firstIndex = firstIndex;
        this.counts = counts;
    }

    /** The counts of the buckets from an index on. */
    public static NativeBuckets of(int firstIndex, double... counts) {
        return counts.length == 0 ? NONE : new NativeBuckets(firstIndex, counts.clone());
    }

    /** Index of the first bucket. */
    public int firstIndex() {
        return firstIndex;
    }

    /** Number of buckets. */
    public int size() {
        return counts.length;
    }

    /** A copy of the counts, from the first bucket on. */
    public double[] toArray() {
        return counts.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NativeBuckets that
                && firstIndex == that.firstIndex
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(firstIndex, Arrays.hashCode(counts));
    }

    @Override
    public String toString() {
        return firstIndex + ":" + Arrays.toString(counts);
    }
}
