package dev.bellwether.telemetry.otlp;

/** One side of an exponential histogram. Owned by the reader; it holds only until the visitor returns. */
public final class BucketsView {

    final NumberList counts = new NumberList();
    int offset;

    BucketsView() {}

    void clear() {
        counts.clear();
        offset = 0;
    }

    /** Index of the first bucket; bucket i holds what is above base^i, up to base^(i+1). */
    public int offset() {
        return offset;
    }

    /** Count of each bucket from the first one on. */
    public NumberList counts() {
        return counts;
    }
}
