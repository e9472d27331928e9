package dev.bellwether.edge.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How often something may happen in a minute that begins anew once it is over. For one thread; lives as long as its connection. */
final class PerMinute {

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final int max;
    private final LongSupplier nanoTime;
    private long windowStart;
    private int count;

    PerMinute(int max, LongSupplier nanoTime) {
        this.max = max;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /** Counts one more; true for the first that is too many, and not for those after it. */
    boolean isFirstTooMany() {
        long now = nanoTime.getAsLong();
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            count = 0;
        }
        count++;
        return count == max + 1;
    }
}
