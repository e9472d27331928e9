package dev.bellwether.bench.load;

import java.time.Duration;

/**
 * How fast, and for how long.
 *
 * @param itemsPerSecond spans, data points or log records that are offered; 0: as many as are acknowledged, with {@code maxInFlight} requests
 *     under way all the time
 * @param duration how long requests are sent
 * @param maxInFlight requests that wait for their answers at the same time; those that are due then are sent later, and their latency counts from when
 *     they were due
 * @param threads that make requests
 */
public record LoadPlan(double itemsPerSecond, Duration duration, int maxInFlight, int threads) {

    public LoadPlan {
        if (!(itemsPerSecond >= 0 && itemsPerSecond <= 1e9)) {
            throw new IllegalArgumentException("rate: " + itemsPerSecond + " (expected: 0 to 1,000,000,000)");
        }
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: more than zero)");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("in-flight: " + maxInFlight + " (expected: at least 1)");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: at least 1)");
        }
    }

    public LoadPlan withDuration(Duration newDuration) {
        return new LoadPlan(itemsPerSecond, newDuration, maxInFlight, threads);
    }

    /** Whether requests are sent when they are due, whatever became of those before them. */
    public boolean isOpenLoop() {
        return itemsPerSecond > 0;
    }

    /** When the n-th request of so many items is due, in nanoseconds since the start. */
    long dueNanos(long number, int items) {
        return isOpenLoop() ? (long) (number * (items * 1e9 / itemsPerSecond)) : 0;
    }

    /** Requests that are due before so many nanoseconds since the start have passed. */
    long dueBy(long nanos, int items) {
        return isOpenLoop() ? (long) Math.ceil(nanos / (items * 1e9 / itemsPerSecond)) : 0;
    }
}
