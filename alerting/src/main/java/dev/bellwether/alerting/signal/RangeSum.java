package dev.bellwether.alerting.signal;

import dev.bellwether.telemetry.histogram.HistogramRecorder;
import java.util.List;

/**
 * The requests of a service, or of one of its versions, in the range that ends at the present slot. A running sum: counts are
 * whole numbers, so what was added can be taken away again without a trace. Owned by {@link Traffic}.
 */
final class RangeSum {

    private static final double P99 = 0.99;
    private static final double UNKNOWN = Double.NaN;

    private final long slowNanos;
    private final HistogramRecorder durations = new HistogramRecorder();
    private final NewestTraces failed = new NewestTraces();
    private final NewestTraces slow = new NewestTraces();
    private long calls;
    private long errors;
    private double p99Nanos = UNKNOWN;

    /** @param slowNanos a trace that took longer is worth showing */
    RangeSum(long slowNanos) {
        this.slowNanos = slowNanos;
    }

    void add(long second, Bucket bucket) {
        calls += bucket.calls();
        errors += bucket.errors();
        durations.add(bucket.durations());
        bucket.failed().forEach(trace -> failed.add(second, trace.traceId()));
        slow(bucket).forEach(trace -> slow.add(second, trace.traceId()));
        p99Nanos = UNKNOWN;
    }

    void remove(long second, Bucket bucket) {
        calls -= bucket.calls();
        errors -= bucket.errors();
        durations.subtract(bucket.durations());
        bucket.failed().forEach(trace -> failed.remove(second, trace.traceId()));
        slow(bucket).forEach(trace -> slow.remove(second, trace.traceId()));
        p99Nanos = UNKNOWN;
    }

    long calls() {
        return calls;
    }

    long errors() {
        return errors;
    }

    /** Of those that are timed; NaN where none is. */
    double p99Nanos() {
        if (Double.isNaN(p99Nanos)) {
            p99Nanos = durations.snapshot().quantile(P99);
        }
        return p99Nanos;
    }

    /** Traces with errors, newest first. */
    List<String> failedTraces() {
        return failed.traceIds();
    }

    /** Traces that took longer than is right, newest first. */
    List<String> slowTraces() {
        return slow.traceIds();
    }

    private List<Trace> slow(Bucket bucket) {
        return bucket.slow().stream()
                .filter(trace -> trace.durationNanos() > slowNanos)
                .toList();
    }
}
