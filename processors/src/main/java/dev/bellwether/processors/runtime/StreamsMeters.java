package dev.bellwether.processors.runtime;

import static java.util.Objects.requireNonNull;

import dev.bellwether.observation.meter.CommittedCounts;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.observation.meter.MeterSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where one Streams application counts, and says how far it has come. What its processors count shows with the transaction
 * that it belongs to, so that what an aborted one did is not counted twice.
 */
public final class StreamsMeters {

    private final MeterRegistry registry;
    private final Counts counts;
    private final Runnable committed;
    private final Runnable rolledBack;
    private final LogProgress progress = new LogProgress();
    private final Map<MeterSpec, FullestTask> fullest = new ConcurrentHashMap<>();

    private StreamsMeters(MeterRegistry registry, Counts counts, Runnable committed, Runnable rolledBack) {
        this.registry = requireNonNull(registry, "registry");
        this.counts = counts;
        this.committed = committed;
        this.rolledBack = rolledBack;
    }

    /** For an application whose producer tells of its commits: see {@link CountingProducer}. */
    public static StreamsMeters inTransactions(MeterRegistry registry) {
        CommittedCounts counts = new CommittedCounts(registry);
        return new StreamsMeters(registry, counts, counts::committed, counts::rolledBack);
    }

    /** For a topology without a producer that commits: what is counted shows at once. */
    public static StreamsMeters atOnce(MeterRegistry registry) {
        return new StreamsMeters(registry, Counts.atOnce(registry), () -> {}, () -> {});
    }

    public Counts counts() {
        return counts;
    }

    public LogProgress progress() {
        return progress;
    }

    /**
     * Shows how much the task has that has most of something, beside what a task may have.
     *
     * @param limitOfATask as the configuration sets it
     */
    public FullestTask fullest(MeterSpec most, MeterSpec limit, int limitOfATask) {
        return fullest.computeIfAbsent(most, first -> {
            FullestTask tasks = new FullestTask();
            most.gauge(registry, tasks, FullestTask::most);
            limit.gauge(registry, limitOfATask, Integer::doubleValue);
            return tasks;
        });
    }

    MeterRegistry registry() {
        return registry;
    }

    /** The transaction of this thread was committed. */
    void committed() {
        committed.run();
    }

    /** The transaction of this thread was rolled back, or its end will never be known. */
    void rolledBack() {
        rolledBack.run();
    }
}
