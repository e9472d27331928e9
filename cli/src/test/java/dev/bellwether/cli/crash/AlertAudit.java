package dev.bellwether.cli.crash;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether alerts live as alerts may, and fire when their time has come. */
final class AlertAudit {

    private static final Map<AlertState, Set<AlertState>> NEXT = Map.of(
            AlertState.INACTIVE, Set.of(AlertState.PENDING),
            AlertState.PENDING, Set.of(AlertState.FIRING, AlertState.INACTIVE),
            AlertState.FIRING, Set.of(AlertState.RESOLVED),
            AlertState.RESOLVED, Set.of(AlertState.PENDING));

    private AlertAudit() {}

    /**
     * What is wrong, in words.
     *
     * @param events transitions, those of one alert in order
     * @param hold how long a condition has to hold; an alert fires in the second of log time in which it has
     */
    static List<String> findings(List<Alert> events, Duration hold) {
        List<String> findings = new ArrayList<>();
        Map<String, Alert> last = new HashMap<>();
        for (Alert event : events) {
            Alert before = last.put(event.getFingerprint(), event);
            AlertState from = before == null ? AlertState.INACTIVE : before.getState();
            if (!NEXT.getOrDefault(from, Set.of()).contains(event.getState())) {
                findings.add("%s from %s to %s at %s"
                        .formatted(event.getLabels(), from, event.getState(), event.getEvaluatedAt()));
            }
            if (event.getState() == AlertState.FIRING && !hold.equals(held(event))) {
                findings.add("%s fired after %s (expected: %s)".formatted(event.getLabels(), held(event), hold));
            }
        }
        return findings;
    }

    /** How many alerts began to be pending before a moment, and fired after it. */
    static long pendingAt(Instant moment, List<Alert> events) {
        return events.stream()
                .filter(event -> event.getState() == AlertState.FIRING
                        && event.getActiveAt() != null
                        && event.getActiveAt().isBefore(moment)
                        && event.getStartsAt() != null
                        && event.getStartsAt().isAfter(moment))
                .count();
    }

    /** The life of each alert that fired, for whoever reads the output of a run. */
    static List<String> lives(List<Alert> events) {
        return events.stream()
                .filter(event -> event.getState() == AlertState.FIRING)
                .map(event -> event.getLabels() + " since " + event.getActiveAt() + " fired " + event.getStartsAt())
                .toList();
    }

    private static Duration held(Alert firing) {
        Instant since = firing.getActiveAt();
        Instant fired = firing.getStartsAt();
        return since == null || fired == null ? Duration.ZERO : Duration.between(since, fired);
    }
}
