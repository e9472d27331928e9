package dev.bellwether.bench.load;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was achieved: due = acknowledged + failed + unsent + overdue.
 *
 * @param elapsed from the start to the end of the load, or to the last answer where that came later
 * @param items of each request
 * @param acknowledged requests
 * @param failed requests that were refused, or had no answer in time
 * @param unsent requests that were due and not sent, since too many others had no answer
 * @param overdue requests that were due and not sent, since the generator was too slow
 * @param bytes of the requests that were acknowledged, before compression
 * @param problems failed requests by their problem
 * @param latencies of acknowledged requests, in nanoseconds: from when a request was due to its acknowledgement
 * @param lateness of requests that were sent by a rate, in nanoseconds: from when a request was due, and there was room for it, until it was
 *     sent; where it is not near 0 the generator is too slow, and its latencies are its own
 */
public record LoadSummary(
        Duration elapsed,
        int items,
        long acknowledged,
        long failed,
        long unsent,
        long overdue,
        long bytes,
        SortedMap<String, Long> problems,
        ExponentialHistogram latencies,
        ExponentialHistogram lateness) {

    public LoadSummary {
        problems = Collections.unmodifiableSortedMap(new TreeMap<>(problems));
    }

    /** Items acknowledged in a second. */
    public double itemsPerSecond() {
        return elapsed.isZero() ? 0 : acknowledgedItems() / (elapsed.toNanos() / 1e9);
    }

    public long acknowledgedItems() {
        return acknowledged * items;
    }

    /** Bytes that an item takes, with its share of what it stands in; 0 where nothing was acknowledged. */
    public double bytesPerItem() {
        return acknowledged == 0 ? 0 : (double) bytes / acknowledgedItems();
    }

    /** A quantile of the latency; 0 where nothing was acknowledged. */
    public double latencyMillis(double quantile) {
        return latencies.isEmpty() ? 0 : latencies.quantile(quantile) / 1e6;
    }

    /** A quantile of how late requests were sent by the fault of the generator; 0 where there was no rate. */
    public double lateMillis(double quantile) {
        return lateness.isEmpty() ? 0 : lateness.quantile(quantile) / 1e6;
    }

    /** Whether everything that was due was acknowledged. */
    public boolean complete() {
        return failed == 0 && unsent == 0 && overdue == 0;
    }
}
