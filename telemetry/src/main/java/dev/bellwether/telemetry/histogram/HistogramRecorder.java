package dev.bellwether.telemetry.histogram;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects values, histograms and their binary forms into one histogram at scale 5. Reused: {@link #clear()} keeps its
 * memory: 512 bytes for each two powers of two that ever held a value, and the room for what was merged. For one thread.
 */
public final class HistogramRecorder {

    private static final int PAGE_BITS = 6;
    private static final int PAGE = 1 << PAGE_BITS;
    /** 2017 buckets, from that of 1 to that of {@link Long#MAX_VALUE}, fit into 32 pages. */
    private static final int PAGES = 32;

    private static final long[] NO_PAGE = {};

    private final long[][] pages = new long[PAGES][];
    /** A bit for each page that has counts. */
    private int used;

    private long zeroCount;
    private long count;
    private final SparseBuckets scratch = new SparseBuckets();

    public HistogramRecorder() {
        Arrays.fill(pages, NO_PAGE);
    }

    /** Number of values. */
    public long count() {
        return count;
    }

    /** Whether there are no values. */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * Counts a value.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void record(long value) {
        if (value <= 0) {
            recordZero(value);
            return;
        }
        int slot = Buckets.indexOf(value) - Buckets.MIN_INDEX;
        page(slot)[slot & (PAGE - 1)]++;
        count++;
    }

    private void recordZero(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("value: " + value + " (expected: not negative)");
        }
        zeroCount++;
        count++;
    }

    private long[] page(int slot) {
        int number = slot >>> PAGE_BITS;
        used |= 1 << number;
        long[] page = pages[number];
        return page.length == 0 ? newPage(number) : page;
    }

    private long[] newPage(int number) {
        long[] page = new long[PAGE];
        pages[number] = page;
        return page;
    }

    /**
     * Adds all values of a histogram.
     *
     * @throws IllegalArgumentException if its scale is coarser than 5
     * @throws ArithmeticException if that makes more than {@link Long#MAX_VALUE} values; nothing is added then
     */
    public void add(ExponentialHistogram histogram) {
        requireNonNull(histogram, "histogram");
        add(requireScale(histogram));
    }

    /**
     * Adds the histogram that these bytes are the binary form of, without creating it. The buffer is read to its end.
     *
     * @throws MalformedHistogramException if they are not, or if its scale is coarser than 5; nothing is added then
     * @throws ArithmeticException if that makes more than {@link Long#MAX_VALUE} values; nothing is added then
     */
    public void add(ByteBuffer bytes) throws MalformedHistogramException {
        BinaryForm.read(bytes, scratch);
        if (scratch.scale() != Buckets.SCALE) {
            throw new MalformedHistogramException(1, "scale " + scratch.scale() + " (expected: " + Buckets.SCALE + ")");
        }
        add(scratch);
    }

    private void add(SparseBuckets buckets) {
        count = Math.addExact(count, buckets.count());
        zeroCount += buckets.zeroCount();
        for (int position = 0; position < buckets.size(); position++) {
            int slot = buckets.indexAt(position) - Buckets.MIN_INDEX;
            page(slot)[slot & (PAGE - 1)] += buckets.countAt(position);
        }
    }

    /**
     * Takes out all values of a histogram.
     *
     * @throws IllegalArgumentException if it is not a part of what was collected, or its scale is coarser than 5; nothing is
     *     taken out then
     */
    public void subtract(ExponentialHistogram histogram) {
        requireNonNull(histogram, "histogram");
        SparseBuckets buckets = requireScale(histogram);
        requirePart(buckets);
        count -= buckets.count();
        zeroCount -= buckets.zeroCount();
        for (int position = 0; position < buckets.size(); position++) {
            int slot = buckets.indexAt(position) - Buckets.MIN_INDEX;
            page(slot)[slot & (PAGE - 1)] -= buckets.countAt(position);
        }
    }

    private void requirePart(SparseBuckets buckets) {
        boolean part = buckets.zeroCount() <= zeroCount;
        for (int position = 0; position < buckets.size() && part; position++) {
            int slot = buckets.indexAt(position) - Buckets.MIN_INDEX;
            long[] page = pages[slot >>> PAGE_BITS];
            part = page.length > 0 && buckets.countAt(position) <= page[slot & (PAGE - 1)];
        }
        if (!part) {
            throw new IllegalArgumentException("histogram: " + buckets.count()
                    + " values of which some were not collected (expected: a part of what was)");
        }
    }

    private static SparseBuckets requireScale(ExponentialHistogram histogram) {
        if (histogram.scale() != Buckets.SCALE) {
            throw new IllegalArgumentException(
                    "histogram: scale " + histogram.scale() + " (expected: " + Buckets.SCALE + ")");
        }
        return histogram.buckets();
    }

    /** The histogram of what was collected; the recorder stays as it is. */
    public ExponentialHistogram snapshot() {
        return isEmpty()
                ? ExponentialHistogram.EMPTY
                : ExponentialHistogram.of(collected().copy());
    }

    /** {@link ExponentialHistogram#toBytes()} of what was collected, without creating the histogram. */
    public byte[] toBytes() {
        return BinaryForm.write(collected());
    }

    private SparseBuckets collected() {
        scratch.start(Buckets.SCALE, zeroCount);
        for (int rest = used; rest != 0; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            long[] page = pages[number];
            int first = (number << PAGE_BITS) + Buckets.MIN_INDEX;
            for (int slot = 0; slot < PAGE; slot++) {
                if (page[slot] != 0) {
                    scratch.append(first + slot, page[slot]);
                }
            }
        }
        return scratch;
    }

    /** Forgets what was collected; the memory stays. */
    public void clear() {
        for (int rest = used; rest != 0; rest &= rest - 1) {
            Arrays.fill(pages[Integer.numberOfTrailingZeros(rest)], 0);
        }
        used = 0;
        zeroCount = 0;
        count = 0;
    }
}
