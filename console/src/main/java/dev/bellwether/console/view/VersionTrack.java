package dev.bellwether.console.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The windows of one version of a service, by their start and operation. Guarded by its {@link ServicesView}. */
final class VersionTrack {

    private final NavigableMap<Instant, Map<String, OperationWindow>> windows = new TreeMap<>();
    private Instant lastSeen;

    VersionTrack(Instant lastSeen) {
        this.lastSeen = lastSeen;
    }

    /** Takes a revision, unless a later one is there; returns by how many the windows held have grown. */
    int put(Instant start, String operation, OperationWindow slice) {
        Map<String, OperationWindow> operations = windows.computeIfAbsent(start, absent -> new HashMap<>(4));
        OperationWindow known = operations.get(operation);
        if (known != null && known.revision() > slice.revision()) {
            return 0;
        }
        operations.put(operation, slice);
        return known == null ? 1 : 0;
    }

    void seen(OperationWindow slice) {
        if (slice.calls() > 0 && slice.end().isAfter(lastSeen)) {
            lastSeen = slice.end();
        }
    }

    Instant lastSeen() {
        return lastSeen;
    }

    /** End of the oldest window; {@link Instant#MAX} without any. */
    Instant oldestEnd() {
        return windows.isEmpty() ? Instant.MAX : endOf(windows.firstEntry().getValue());
    }

    /** Drops windows that end at or before a time; returns how many. */
    int expire(Instant horizon) {
        int gone = 0;
        while (!windows.isEmpty() && !endOf(windows.firstEntry().getValue()).isAfter(horizon)) {
            gone += windows.pollFirstEntry().getValue().size();
        }
        return gone;
    }

    /** The windows that end in {@code (end - range, end]}. */
    Selection select(ServiceVersion subject, Instant end, Duration range) {
        Instant after = end.minus(range);
        List<OperationWindow> selected = new ArrayList<>();
        for (Map<String, OperationWindow> operations : windows.values()) {
            for (OperationWindow window : operations.values()) {
                if (window.end().isAfter(after) && !window.end().isAfter(end)) {
                    selected.add(window);
                }
            }
        }
        return new Selection(subject, selected, lastSeen);
    }

    /** All operations of a window end together. */
    private static Instant endOf(Map<String, OperationWindow> operations) {
        return operations.values().iterator().next().end();
    }
}
