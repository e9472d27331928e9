package dev.bellwether.telemetry.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A data point of any type. Owned by the reader and filled anew for each one; it holds only until the visitor returns. What the
 * metric's {@linkplain MetricView#type() type} does not have is 0 or empty.
 */
public final class DataPointView {

    private static final int NO_RECORDED_VALUE = 1;

    final AttributeList attributes = new AttributeList();
    final NumberValue value = new NumberValue();
    final NumberList bucketCounts = new NumberList();
    final NumberList explicitBounds = new NumberList();
    final BucketsView positive = new BucketsView();
    final BucketsView negative = new BucketsView();
    /** Quantile, value, quantile, value … */
    final NumberList quantiles = new NumberList();

    long startUnixNanos;
    long timeUnixNanos;
    int flags;
    long count;
    boolean hasSum;
    double sum;
    int scale;
    long zeroCount;
    double zeroThreshold;

    private final List<ExemplarView> exemplars = new ArrayList<>();
    private int exemplarCount;

    DataPointView() {}

    void clear() {
        attributes.clear();
        value.clear();
        bucketCounts.clear();
        explicitBounds.clear();
        positive.clear();
        negative.clear();
        quantiles.clear();
        startUnixNanos = 0;
        timeUnixNanos = 0;
        flags = 0;
        count = 0;
        hasSum = false;
        sum = 0;
        scale = 0;
        zeroCount = 0;
        zeroThreshold = 0;
        exemplarCount = 0;
    }

    ExemplarView nextExemplar() {
        if (exemplarCount == exemplars.size()) {
            exemplars.add(new ExemplarView());
        }
        ExemplarView next = exemplars.get(exemplarCount++);
        next.clear();
        return next;
    }

    public AttributeList attributes() {
        return attributes;
    }

    /** When its interval began, in nanoseconds since the epoch, unsigned; 0 where the sender did not say. */
    public long startUnixNanos() {
        return startUnixNanos;
    }

    /** When its interval ended, in nanoseconds since the epoch, unsigned; 0 where the sender did not say. */
    public long timeUnixNanos() {
        return timeUnixNanos;
    }

    /** Whether it says only that there is no value any more. */
    public boolean hasNoRecordedValue() {
        return (flags & NO_RECORDED_VALUE) != 0;
    }

    /** The value of a gauge or sum. */
    public NumberValue value() {
        return value;
    }

    /** Number of measurements of a histogram or summary, unsigned. */
    public long count() {
        return count;
    }

    /** Whether a histogram has a sum; senders leave it out where measurements may be negative. */
    public boolean hasSum() {
        return hasSum;
    }

    /** Sum of the measurements of a histogram or summary. */
    public double sum() {
        return sum;
    }

    /** Counts of a histogram's buckets: none, or one more than there are bounds. */
    public NumberList bucketCounts() {
        return bucketCounts;
    }

    /** Upper bounds of all of a histogram's buckets but the last, floating-point numbers; the bound itself is within. */
    public NumberList explicitBounds() {
        return explicitBounds;
    }

    /** Scale of an exponential histogram: the base of its buckets is 2^(2^-scale). */
    public int scale() {
        return scale;
    }

    /** Measurements near 0 of an exponential histogram, unsigned. */
    public long zeroCount() {
        return zeroCount;
    }

    /** What counts as near 0, at most; 0 where the sender did not say. */
    public double zeroThreshold() {
        return zeroThreshold;
    }

    public BucketsView positive() {
        return positive;
    }

    public BucketsView negative() {
        return negative;
    }

    /** Number of quantiles of a summary. */
    public int quantileCount() {
        return quantiles.size() / 2;
    }

    /** Which quantile it is, 0 to 1. */
    public double quantile(int index) {
        return quantiles.doubleAt(2 * index);
    }

    /** Value of the quantile. */
    public double quantileValue(int index) {
        return quantiles.doubleAt(2 * index + 1);
    }

    /** Number of exemplars. */
    public int exemplarCount() {
        return exemplarCount;
    }

    public ExemplarView exemplar(int index) {
        return exemplars.get(Objects.checkIndex(index, exemplarCount));
    }
}
