package dev.bellwether.processors.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far the tasks of an application have come in log time. Thread-safe. */
public final class LogProgress {

    private final Map<Integer, Long> reached = new ConcurrentHashMap<>();

    /**
     * A task has done all that was due before this.
     *
     * @param partition of the task
     * @param logTime in milliseconds
     */
    public void reached(int partition, long logTime) {
        reached.put(partition, logTime);
    }

    /** The task runs here no longer. */
    public void left(int partition) {
        reached.remove(partition);
    }

    /** By how many seconds the slowest task is behind; never less than zero, and NaN where there is no task. */
    double secondsBehind(long nowMillis) {
        return reached.values().stream()
                .mapToDouble(logTime -> Math.max(0, nowMillis - logTime) / 1000.0)
                .max()
                .orElse(Double.NaN);
    }
}
