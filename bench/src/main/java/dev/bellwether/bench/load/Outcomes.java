package dev.bellwether.bench.load;

import dev.bellwether.telemetry.histogram.HistogramRecorder;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts answers, how long they took, and how late requests were sent. Safe for use by several threads. */
final class Outcomes {

    private final HistogramRecorder latencies = new HistogramRecorder();
    private final HistogramRecorder lateness = new HistogramRecorder();
    private final SortedMap<String, Long> problems = new TreeMap<>();
    private long acknowledged;
    private long failed;
    private long bytes;
    private long lastNanos;

    synchronized void sent(long lateNanos) {
        lateness.record(Math.max(0, lateNanos));
    }

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

    /** When the last answer came; 0 if none did. */
    synchronized long lastNanos() {
        return lastNanos;
    }

    synchronized LoadSummary summary(Duration elapsed, int items, Backlog left) {
        return new LoadSummary(
                elapsed,
                items,
                acknowledged,
                failed,
                left.unsent(),
                left.overdue(),
                bytes,
                problems,
                latencies.snapshot(),
                lateness.snapshot());
    }
}
