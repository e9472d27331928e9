package dev.bellwether.processors.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/** The most that any task of an application has of something, where each task has a limit. Thread-safe. */
public final class FullestTask {

    private final Map<TaskId, Integer> tasks = new ConcurrentHashMap<>();

    public void has(TaskId task, int count) {
        tasks.put(task, count);
    }

    /** The task runs here no longer. */
    public void left(TaskId task) {
        tasks.remove(task);
    }

    /** NaN where there is no task. */
    double most() {
        return tasks.values().stream().mapToDouble(Integer::doubleValue).max().orElse(Double.NaN);
    }
}
