package dev.bellwether.telemetry.histogram;

import static java.util.Objects.checkIndex;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of non-negative whole numbers, such as durations in nanoseconds: how many values were 0, and how many lay
 * in each of the buckets {@code (gamma^i, gamma^(i+1)]}, where {@code gamma = 2^(2^-scale)}. Immutable.
 *
 * <p>Recorded at {@link #SCALE} 5, which is 32 buckets for each power of two. Histograms of the same values are equal,
 * however the values were divided among recorders: merging adds counts and loses nothing. What is said about a single value
 * is off by at most {@link #RELATIVE_ERROR} of it; counts are exact.
 *
 * <p>Source: OpenTelemetry metrics data model, "ExponentialHistogram"; DDSketch (Masson, Rim, Lee, VLDB 2019), whose sketch
 * with the same gamma has the same buckets.
 */
public final class ExponentialHistogram {

    /** The scale at which values are recorded. */
    public static final int SCALE = Buckets.SCALE;

    /** The coarsest scale there is here: one bucket for each power of two. */
    public static final int MIN_SCALE = Buckets.MIN_SCALE;

    /** {@code (gamma-1) / (gamma+1)} at {@link #SCALE}: 0.01083. */
    public static final double RELATIVE_ERROR = Buckets.relativeError(SCALE);

    /** No values. There is no other histogram without values, whatever scale it comes from. */
    public static final ExponentialHistogram EMPTY = new ExponentialHistogram(emptyBuckets());

    private final SparseBuckets buckets;

    private ExponentialHistogram(SparseBuckets buckets) {
        this.buckets = buckets;
    }

    private static SparseBuckets emptyBuckets() {
        SparseBuckets empty = new SparseBuckets();
        empty.start(SCALE, 0);
        return empty;
    }

    /** A histogram that owns these buckets from now on. */
    static ExponentialHistogram of(SparseBuckets buckets) {
        return buckets.count() == 0 ? EMPTY : new ExponentialHistogram(buckets);
    }

    /** The histogram of these values, none of which may be negative. */
    public static ExponentialHistogram of(long... values) {
        HistogramRecorder recorder = new HistogramRecorder();
        for (long value : values) {
            recorder.record(value);
        }
        return recorder.snapshot();
    }

    /**
     * Reads what {@link #toBytes()} wrote: all that remains in the buffer, whose position is then at its limit. No bytes are
     * the empty histogram.
     *
     * @throws MalformedHistogramException if these are not the bytes that {@code toBytes()} gives for some histogram
     */
    public static ExponentialHistogram parse(ByteBuffer bytes) throws MalformedHistogramException {
        SparseBuckets buckets = new SparseBuckets();
        BinaryForm.read(bytes, buckets);
        return of(buckets);
    }

    /**
     * The binary form. A histogram has exactly one, so equal bytes are equal histograms and the reverse. The empty histogram
     * is no bytes at all; any other is:
     *
     * <pre>
     * byte    version, 1
     * byte    scale, 0 to 5
     * varint  number of zeros
     * varint  number of non-empty buckets
     * then for each of them, in rising order of their indices:
     * varint  how many empty buckets lie between the one before and this; before the first one stands bucket -1, that of
     *         the value 1, so that the first number is the first index plus 1
     * varint  values in it, at least 1
     * </pre>
     *
     * <p>A varint is an unsigned number of up to 63 bits, seven bits a byte from the lowest, each byte but the last with its
     * upper bit set, in as few bytes as it takes. A bucket in a typical histogram takes two bytes.
     */
    public byte[] toBytes() {
        return BinaryForm.write(buckets);
    }

    /**
     * The binary form of the sum of two binary forms: the same bytes as {@code parse(one).plus(parse(other)).toBytes()}, several
     * times as fast where one of them has many buckets. Reads all that remains in the buffers and leaves their positions
     * where they are.
     *
     * @throws MalformedHistogramException if either is not a binary form
     * @throws ArithmeticException if the sum is more than {@link Long#MAX_VALUE} values
     */
    public static byte[] sum(ByteBuffer one, ByteBuffer other) throws MalformedHistogramException {
        if (!one.hasRemaining() || !other.hasRemaining()) {
            return checked(one.hasRemaining() ? one : other);
        }
        BinaryReader left = BinaryReader.of(one);
        BinaryReader right = BinaryReader.of(other);
        return left.scale() == right.scale()
                ? BinarySum.of(left, right)
                : parse(one.duplicate()).plus(parse(other.duplicate())).toBytes();
    }

    /** A histogram has one binary form only, so what was checked need not be written anew. */
    private static byte[] checked(ByteBuffer form) throws MalformedHistogramException {
        byte[] bytes = new byte[form.remaining()];
        form.duplicate().get(bytes);
        count(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /**
     * Number of values in a binary form, all of which is checked. Reads what remains in the buffer and leaves its position where
     * it is.
     *
     * @throws MalformedHistogramException if it is not a binary form
     */
    public static long count(ByteBuffer form) throws MalformedHistogramException {
        if (!form.hasRemaining()) {
            return 0;
        }
        BinaryReader reader = BinaryReader.of(form);
        while (reader.next()) {
            // each bucket is checked as it is read
        }
        return reader.count();
    }

    /** Number of values. */
    public long count() {
        return buckets.count();
    }

    /** Number of values that are 0. */
    public long zeroCount() {
        return buckets.zeroCount();
    }

    /** Whether there are no values. */
    public boolean isEmpty() {
        return buckets.count() == 0;
    }

    /** The scale, from {@link #MIN_SCALE} to {@link #SCALE}. */
    public int scale() {
        return buckets.scale();
    }

    /** Largest distance between a value and what is said about it, as a share of the value, at this scale. */
    public double relativeError() {
        return Buckets.relativeError(scale());
    }

    /** Number of buckets that are not empty. */
    public int bucketCount() {
        return buckets.size();
    }

    /** Index {@code i} of a non-empty bucket, the numbers above {@code gamma^i} up to {@code gamma^(i+1)}; rising. */
    public int bucketIndex(int position) {
        return buckets.indexAt(checkIndex(position, buckets.size()));
    }

    /** Values in a non-empty bucket. */
    public long bucketValues(int position) {
        return buckets.countAt(checkIndex(position, buckets.size()));
    }

    /**
     * The values of both. Exact, associative and commutative, and {@link #EMPTY} changes nothing. Where the scales differ the
     * result has the coarser one.
     *
     * @throws ArithmeticException if that is more than {@link Long#MAX_VALUE} values
     */
    public ExponentialHistogram plus(ExponentialHistogram other) {
        requireNonNull(other, "other");
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        int common = Math.min(scale(), other.scale());
        return of(downscale(common).buckets.plus(other.downscale(common).buckets));
    }

    /**
     * These values without those of the other: {@code a.plus(b).minus(b)} equals {@code a}, at the scale of the sum.
     *
     * @throws IllegalArgumentException if the other is not a part of this one, or has a coarser scale
     */
    public ExponentialHistogram minus(ExponentialHistogram other) {
        requireNonNull(other, "other");
        if (other.isEmpty()) {
            return this;
        }
        if (other.scale() < scale()) {
            throw new IllegalArgumentException(
                    "other: scale " + other.scale() + " (expected: at least " + scale() + ")");
        }
        return of(buckets.minus(other.downscale(scale()).buckets));
    }

    /**
     * The same values in buckets of a coarser scale.
     *
     * @param to from {@link #MIN_SCALE} to {@link #scale()}
     */
    public ExponentialHistogram downscale(int to) {
        if (to < MIN_SCALE || to > scale()) {
            throw new IllegalArgumentException("to: " + to + " (expected: " + MIN_SCALE + ".." + scale() + ")");
        }
        return to == scale() ? this : of(buckets.downscaled(to));
    }

    /**
     * The value below which a share {@code q} of the values lies. With the {@code n} values in rising order and counted from
     * 0, that is the one of rank {@code floor(q * (n - 1))}: 0 gives the least value, 1 the greatest, and 0.5 the lower
     * of the two in the middle where {@code n} is even. The result {@code r} for a value {@code x} satisfies {@code
     * |r - x| <= relativeError() * x}, but for the rounding of floating-point numbers; 0 and 1 are exact.
     *
     * @param q from 0 to 1
     * @return NaN where there are no values
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q: " + q + " (expected: 0..1)");
        }
        if (isEmpty()) {
            return Double.NaN;
        }
        // a double has 53 bits: beyond 9e15 values the product may round up to n
        long rank = Math.min((long) (q * (count() - 1)), count() - 1);
        if (rank < zeroCount()) {
            return 0;
        }
        return Buckets.middle(scale(), buckets.indexOfRank(rank - zeroCount()));
    }

    /**
     * How many values are greater than an edge. Exact where the edge is one of {@link #roundUpToEdge}; any other is taken as
     * that, so that values of the edge's own bucket are never counted as above it. What is not counted is less than
     * {@code gamma} times the edge.
     *
     * @param edge in the unit of the values; below 0 all are above
     */
    public long countAbove(long edge) {
        if (edge < 0) {
            return count();
        }
        return edge == 0 ? count() - zeroCount() : buckets.countAboveBucket(Buckets.indexOf(edge) >> (SCALE - scale()));
    }

    /**
     * The largest number in the bucket of a value at {@link #SCALE}: the edge that {@link #countAbove} takes it as. Less than
     * 2.2 % above the value.
     *
     * @param value not negative
     */
    public static long roundUpToEdge(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("value: " + value + " (expected: not negative)");
        }
        return value == 0 ? 0 : Buckets.upperEdge(Buckets.indexOf(value));
    }

    /** The sum of the values, off by at most {@link #relativeError()} of it: it is computed from the buckets. */
    public double approximateSum() {
        double sum = 0;
        for (int position = 0; position < buckets.size(); position++) {
            sum += buckets.countAt(position) * Buckets.middle(scale(), buckets.indexAt(position));
        }
        return sum;
    }

    SparseBuckets buckets() {
        return buckets;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExponentialHistogram that && buckets.hasSameValues(that.buckets);
    }

    @Override
    public int hashCode() {
        return buckets.hash();
    }

    @Override
    public String toString() {
        return isEmpty()
                ? "ExponentialHistogram[empty]"
                : String.format(
                        "ExponentialHistogram[count=%d, zeros=%d, p50=%.0f, p99=%.0f, max=%.0f, scale=%d]",
                        count(), zeroCount(), quantile(0.5), quantile(0.99), quantile(1), scale());
    }
}
