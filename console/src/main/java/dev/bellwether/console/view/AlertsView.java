package dev.bellwether.console.view;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The present state of each alert, by fingerprint; a tombstone removes it. Holds at most {@code max}; beyond that the one
 * that was spoken of longest ago goes. Safe for use by many threads.
 */
public final class AlertsView {

    private final int max;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private long evicted;

    public AlertsView(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max: " + max + " (expected: at least 1)");
        }
        this.max = max;
    }

    /** Takes the newest state of an alert; null is the tombstone. */
    public synchronized void apply(String fingerprint, @Nullable Alert alert) {
        requireNonNull(fingerprint, "fingerprint");
        alerts.remove(fingerprint); // so that it comes last again
        if (alert != null) {
            alerts.put(fingerprint, alert);
        }
        if (alerts.size() > max) {
            alerts.remove(alerts.keySet().iterator().next());
            evicted++;
        }
    }

    /** Alerts in one of these states: firing first, then pending, then the others; in each the newest first. */
    public synchronized List<Alert> list(Set<AlertState> states) {
        return alerts.values().stream()
                .filter(alert -> states.contains(alert.getState()))
                .sorted(Comparator.comparingInt((Alert alert) -> rank(alert.getState()))
                        .thenComparing(Comparator.comparing(AlertsView::since).reversed())
                        .thenComparing(Alert::getFingerprint))
                .toList();
    }

    /** Alerts held. */
    public synchronized int size() {
        return alerts.size();
    }

    /** Alerts that went because there were too many. */
    public synchronized long evicted() {
        return evicted;
    }

    private static int rank(AlertState state) {
        return switch (state) {
            case FIRING -> 0;
            case PENDING -> 1;
            case RESOLVED -> 2;
            case INACTIVE -> 3;
            case UNKNOWN -> 4;
        };
    }

    private static Instant since(Alert alert) {
        if (alert.getStartsAt() != null) {
            return alert.getStartsAt();
        }
        return alert.getActiveAt() != null ? alert.getActiveAt() : alert.getEvaluatedAt();
    }
}
