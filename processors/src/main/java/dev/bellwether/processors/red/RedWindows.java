package dev.bellwether.processors.red;

import static dev.bellwether.processors.time.LogClock.NOT_STARTED;

import dev.bellwether.facts.Completeness;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import java.util.Map;

/**
 * Adds deltas to windows of event time and says what each window holds: once when it closes, and again when more arrives.
 *
 * <p>A window closes when log time passes its end and the grace: revision 1. Data of the time after that restates it, at most
 * once in a while; data that comes later still is late, and counted. Time is an argument everywhere; nothing here reads a
 * clock.
 */
final class RedWindows {

    private final RedConfig config;
    private final WindowStore store;
    private final Revisions revisions;
    private final RedMeters meters;

    // Where closing and expiring go on from. Not kept: after a restart both begin at the oldest window there is, since
    // the
    // configuration may have changed meanwhile, and a window that is left open must not be passed over.
    private long closedBefore;
    private long expiredBefore;

    /** Takes what the windows say. */
    interface Revisions {
        void emit(WindowKey key, RedWindow window);
    }

    RedWindows(RedConfig config, WindowStore store, Revisions revisions, RedMeters meters) {
        this.config = config;
        this.store = store;
        this.revisions = revisions;
        this.meters = meters;
    }

    /**
     * Adds what one OTLP record says of one service, version and window.
     *
     * @param now log time, or {@link dev.bellwether.processors.time.LogClock#NOT_STARTED}: then every window is open
     */
    void add(String serviceKey, RedDelta delta, long now, Completeness completeness) {
        long start = delta.getWindowStart().toEpochMilli();
        long end = delta.getWindowEnd().toEpochMilli();
        long closesAt = config.closesAt(start);
        if (now != NOT_STARTED && closesAt + config.restateFor().toMillis() <= now) {
            delta.getOperations().forEach(operation -> meters.late(operation.getCalls()));
            return;
        }
        for (OperationDelta operation : delta.getOperations()) {
            meters.applied(operation.getCalls());
            WindowKey key = new WindowKey(start, serviceKey, delta.getVersion(), operation.getOperation());
            WindowState before = store.get(key);
            WindowState window = (before == null ? WindowState.open(end) : before).plus(operation);
            if (now != NOT_STARTED && closesAt <= now) {
                restate(key, window, now, completeness);
            } else {
                store.put(key, window);
            }
        }
    }

    /** Log time is now {@code now}: closes, restates and forgets what is due. */
    void advance(long now, Completeness completeness) {
        close(now, completeness);
        for (WindowKey key : store.changed()) {
            WindowState window = store.get(key);
            if (window == null) {
                store.unmarkChanged(key);
            } else if (dueForRestating(window, now)) {
                store.unmarkChanged(key);
                revise(key, window, now, completeness);
            }
        }
        expire(now, completeness);
    }

    private void close(long now, Completeness completeness) {
        long length = config.windowLength().toMillis();
        long open = length + config.grace().toMillis();
        long firstOpen = aligned(now - open, length) + length; // the first window that does not close at now
        if (firstOpen <= closedBefore) {
            return;
        }
        for (Map.Entry<WindowKey, WindowState> entry : store.range(closedBefore, firstOpen)) {
            if (entry.getValue().isOpen()) {
                revise(entry.getKey(), entry.getValue(), now, completeness);
            }
        }
        closedBefore = firstOpen;
    }

    private void restate(WindowKey key, WindowState window, long now, Completeness completeness) {
        if (window.isOpen() || dueForRestating(window, now)) {
            store.unmarkChanged(key);
            revise(key, window, now, completeness);
        } else {
            store.put(key, window);
            store.markChanged(key);
        }
    }

    private boolean dueForRestating(WindowState window, long now) {
        return window.closedAt() + config.restateEvery().toMillis() <= now;
    }

    private void revise(WindowKey key, WindowState window, long now, Completeness completeness) {
        WindowState told = window.revised(now);
        store.put(key, told);
        revisions.emit(key, WindowFacts.of(key, told, completeness));
    }

    private void expire(long now, Completeness completeness) {
        long length = config.windowLength().toMillis();
        long kept = config.closesAt(0) + config.restateFor().toMillis();
        long firstKept = aligned(now - kept, length) + length;
        if (firstKept <= expiredBefore) {
            return;
        }
        for (WindowKey key : store.changed()) {
            WindowState window = key.windowStart() < firstKept ? store.get(key) : null;
            if (window != null) {
                revise(key, window, now, completeness); // its last word, however soon after the one before
            }
        }
        for (Map.Entry<WindowKey, WindowState> entry : store.range(expiredBefore, firstKept)) {
            store.delete(entry.getKey());
            store.unmarkChanged(entry.getKey());
        }
        expiredBefore = firstKept;
    }

    private static long aligned(long millis, long length) {
        return Math.floorDiv(millis, length) * length;
    }
}
