package dev.bellwether.bench.endtoend;

import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Processor time that a measurement took.
 *
 * @param elapsed how long it lasted
 * @param server of the process that is measured
 * @param bench of the process that measures, which generates the load too
 * @param others of all other processes of the machine: where it is much, throughput and latencies say little; null where the machine does not
 *     tell
 */
public record CpuUse(
        Duration elapsed,
        Duration server,
        Duration bench,
        @Nullable Duration others) {

    /** Microseconds of the server for each of so many items. */
    public double serverMicrosPer(long items) {
        return micros(server, items);
    }

    /** Microseconds of this process for each of so many items. */
    public double benchMicrosPer(long items) {
        return micros(bench, items);
    }

    /** Processors that others kept busy, on average; empty where the machine does not tell. */
    public OptionalDouble othersCores() {
        return others == null || elapsed.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) others.toNanos() / elapsed.toNanos());
    }

    static double micros(Duration time, long items) {
        return items == 0 ? 0 : time.toNanos() / 1e3 / items;
    }
}
