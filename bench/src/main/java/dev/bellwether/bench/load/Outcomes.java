package dev.bellwether.bench.load;

import dev.bellwether.telemetry.histogram.HistogramRecorder;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts answers, and how long they took. Safe for use by several threads. */
final class Outcomes {

    private final HistogramRecorder latencies = new HistogramRecorder();
    private final SortedMap<String, Long> problems = new TreeMap<>();
    private long acknowledged;
    private long failed;
    private long bytes;
    private long lastNanos;

    synchronized void add(Answer answer, long latencyNanos, int length, long nowNanos) {
        lastNanos = Math.max(lastNanos, nowNanos);
        if (answer.acknowledged()) {
            acknowledged++;
            bytes += length;
            latencies.record(latencyNanos);
        } else {
            failed++;
            problems.merge(answer.problem(), 1L, Long::sum);
        }
    }

    synchronized LoadSummary summary(int items, long unsent) {
        return new LoadSummary(
                Duration.ofNanos(lastNanos),
                items,
                acknowledged,
                failed,
                unsent,
                bytes,
                problems,
                latencies.snapshot());
    }
}
