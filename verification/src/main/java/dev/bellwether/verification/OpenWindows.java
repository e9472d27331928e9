package dev.bellwether.verification;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.verification.VerificationMeters.RequestResult;
import dev.bellwether.verification.deployment.ClosedWindow;
import dev.bellwether.verification.deployment.ClosedWindow.VersionTraffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Windows of event time, open until log time passes their end by the grace.
 *
 * <p>Whether a delta is late is decided by its own log time, so it is the same in every replay, however far the clock
 * of this task has come; only where a source was excused can a delta meet a window that is closed already. Late
 * requests are noted in the window of their arrival, so that they, too, take effect at the same place in every replay.
 */
final class OpenWindows {

    private final KeyValueStore<WindowKey, VersionWindow> store;
    private final long grace;
    private final VerificationMeters meters;

    /** No window that ended before is open: where to begin to look, past the tombstones of those that closed. */
    private long closedBefore;

    private long nextEnd;

    OpenWindows(KeyValueStore<WindowKey, VersionWindow> store, long graceMillis, VerificationMeters meters) {
        this.store = store;
        this.grace = graceMillis;
        this.meters = meters;
        this.nextEnd = scan();
    }

    /**
     * Adds a delta of a service.
     *
     * @param now the time that the clock has reached
     */
    void add(String service, RedDelta delta, long now) {
        long start = delta.getWindowStart().toEpochMilli();
        long end = delta.getWindowEnd().toEpochMilli();
        long logTime = delta.getLogTime().toEpochMilli();
        long calls = calls(delta);
        boolean late = end + grace <= Math.max(logTime, now);
        long length = end - start;
        long countedIn = late ? arrival(Math.max(logTime, Math.max(0, now) - grace), length) : end;
        WindowKey key = new WindowKey(countedIn, service, delta.getVersion());
        VersionWindow window = store.get(key);
        if (window == null) {
            window = new VersionWindow(countedIn - length);
        }
        if (late) {
            window.addLate(end, calls);
        } else {
            delta.getOperations().forEach(window::add);
        }
        meters.requests(late ? RequestResult.LATE : RequestResult.WINDOWED, calls);
        store.put(key, window);
        nextEnd = Math.min(nextEnd, countedIn);
    }

    static long calls(RedDelta delta) {
        return delta.getOperations().stream()
                .mapToLong(OperationDelta::getCalls)
                .sum();
    }

    /** End of the window into which a time falls. */
    private static long arrival(long time, long length) {
        return (Math.floorDiv(time, length) + 1) * length;
    }

    /** Log time at which the next window closes; the end of time where none is open. */
    long nextClosing() {
        return nextEnd == Long.MAX_VALUE ? nextEnd : nextEnd + grace;
    }

    private long scan() {
        try (KeyValueIterator<WindowKey, VersionWindow> open = store.range(WindowKey.first(closedBefore, ""), null)) {
            return open.hasNext() ? open.peekNextKey().end() : Long.MAX_VALUE;
        }
    }

    /**
     * Closes the windows that close next, of all services.
     *
     * @param complete whether every source partition was read that far
     * @param each told of each service and its window
     */
    void closeNext(boolean complete, BiConsumer<String, ClosedWindow> each) {
        Map<String, TreeMap<String, VersionTraffic>> services = new LinkedHashMap<>();
        List<WindowKey> closed = new ArrayList<>();
        long start = Long.MAX_VALUE;
        long end = nextEnd;
        try (KeyValueIterator<WindowKey, VersionWindow> open = store.range(WindowKey.first(end, ""), null)) {
            while (open.hasNext() && open.peekNextKey().end() == end) {
                KeyValue<WindowKey, VersionWindow> next = open.next();
                start = Math.min(start, next.value.start());
                closed.add(next.key);
                services.computeIfAbsent(next.key.service(), service -> new TreeMap<>())
                        .put(next.key.version(), next.value.toTraffic());
            }
        }
        closedBefore = end + 1;
        closed.forEach(store::delete);
        nextEnd = scan();
        for (Map.Entry<String, TreeMap<String, VersionTraffic>> service : services.entrySet()) {
            meters.windowClosed();
            each.accept(service.getKey(), new ClosedWindow(start, end, end + grace, complete, service.getValue()));
        }
    }
}
