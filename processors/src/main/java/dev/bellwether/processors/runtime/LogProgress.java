package dev.bellwether.processors.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/** How far the tasks of an application have come in log time. Thread-safe. */
public final class LogProgress {

    private final Map<TaskId, Long> reached = new ConcurrentHashMap<>();

    /**
     * A task has done all that was due before this.
     *
     * @param logTime in milliseconds
     */
    public void reached(TaskId task, long logTime) {
        reached.put(task, logTime);
    }

    /** The task runs here no longer. */
    public void left(TaskId task) {
        reached.remove(task);
    }

    /** By how many seconds the slowest task is behind; never less than zero, and NaN where there is no task. */
    double secondsBehind(long nowMillis) {
        return reached.values().stream()
                .mapToDouble(logTime -> Math.max(0, nowMillis - logTime) / 1000.0)
                .max()
                .orElse(Double.NaN);
    }
}
