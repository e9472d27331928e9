package dev.bellwether.observation.meter;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Counts of work that is done in transactions: what a thread counted shows when its transaction was committed, and never where
 * it was rolled back, because the work is done, and counted, again.
 *
 * <p>One thread has one transaction at a time, and commits or aborts it itself. Threads do not disturb each other.
 */
public final class CommittedCounts implements Counts {

    private final MeterRegistry registry;
    private final ThreadLocal<Map<Counter, Pending>> open = ThreadLocal.withInitial(IdentityHashMap::new);

    public CommittedCounts(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /** What one counter gets when the transaction of this thread is committed. */
    private static final class Pending {
        private long amount;
    }

    @Override
    public Count of(MeterSpec spec, String... labelValues) {
        Counter counter = spec.counter(registry, labelValues);
        return amount -> open.get().computeIfAbsent(counter, absent -> new Pending()).amount += amount;
    }

    /** The transaction of this thread was committed. */
    public void committed() {
        open.get().forEach((counter, pending) -> {
            counter.increment(pending.amount);
            pending.amount = 0;
        });
    }

    /** The transaction of this thread was rolled back, or nobody can tell any more. */
    public void rolledBack() {
        open.remove();
    }
}
