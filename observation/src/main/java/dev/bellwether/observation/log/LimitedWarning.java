package dev.bellwether.observation.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One warning of a place that many records or requests may come through: said the first time at once, then at most once in an
 * interval, with how often it was not said in between. Whatever was not said must be counted by a meter. Thread-safe.
 */
public final class LimitedWarning {

    /** How long a warning is not said again. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Logger log;
    private final long intervalNanos;
    private final LongSupplier nanoClock;

    private @Nullable Long lastNanos;
    private long unsaid;

    public LimitedWarning(Logger log) {
        this(log, INTERVAL, System::nanoTime);
    }

    LimitedWarning(Logger log, Duration interval, LongSupplier nanoClock) {
        this.log = requireNonNull(log, "log");
        this.intervalNanos = interval.toNanos();
        this.nanoClock = requireNonNull(nanoClock, "nanoClock");
    }

    /**
     * Says it, or counts that it was not said.
     *
     * @param format as in SLF4J
     * @param arguments no attribute values and no secrets; an exception as the last one is shown with its stack
     */
    public void warn(String format, @Nullable Object... arguments) {
        long suppressed = turn();
        if (suppressed == 0) {
            log.warn(format, arguments);
        } else if (suppressed > 0) {
            log.warn("[" + suppressed + " more like this since the last one] " + format, arguments);
        }
    }

    /** How often it was not said since the last time; less than zero where it is not to be said now either. */
    private synchronized long turn() {
        long now = nanoClock.getAsLong();
        if (lastNanos != null && now - lastNanos < intervalNanos) {
            unsaid++;
            return -1;
        }
        lastNanos = now;
        long suppressed = unsaid;
        unsaid = 0;
        return suppressed;
    }
}
