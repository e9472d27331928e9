package dev.bellwether.notification.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alerts of those partitions of their topic that this process answers for. What a partition holds counts once it was read to its end:
 * before that, what was read may have been overtaken. Safe for use by many threads.
 */
public final class StandingAlerts {

    /** @param since when this was read, by the wall clock */
    private record Held(int partition, StandingAlert alert, Instant since) {}

    private final Schedule schedule;
    private final int max;
    private final Map<String, Held> held = new HashMap<>();
    private final Set<Integer> loaded = new HashSet<>();

    /** @param max alerts held at most; one more is left out */
    public StandingAlerts(Schedule schedule, int max) {
        this.schedule = requireNonNull(schedule, "schedule");
        this.max = max;
        if (max < 1) {
            throw new IllegalArgumentException("max: " + max + " (expected: at least 1)");
        }
    }

    /**
     * Takes what a partition says of an alert.
     *
     * @param now by the wall clock
     * @return false where there is no room for it
     */
    public synchronized boolean put(int partition, StandingAlert alert, Instant now) {
        Held before = held.get(alert.fingerprint());
        if (before == null && held.size() >= max) {
            forgetPast(now);
            if (held.size() >= max) {
                return false;
            }
        }
        Instant since = before != null && before.alert().saysTheSameAs(alert) ? before.since() : now;
        held.put(alert.fingerprint(), new Held(partition, alert, since));
        return true;
    }

    /** The alert does not fire. If it was resolved, that goes on being told: a new one that is pending is no news yet. */
    public synchronized void remove(String fingerprint) {
        Held before = held.get(fingerprint);
        if (before != null && before.alert().fires()) {
            held.remove(fingerprint);
        }
    }

    /** The partition was read to its end. */
    public synchronized void loaded(int partition) {
        loaded.add(partition);
    }

    /** Another process answers for the partition. */
    public synchronized void left(int partition) {
        loaded.remove(partition);
        held.values().removeIf(entry -> entry.partition() == partition);
    }

    /** What stands now, by the wall clock. */
    public synchronized List<StandingAlert> present(Instant now) {
        forgetPast(now);
        return held.values().stream()
                .filter(entry -> loaded.contains(entry.partition()))
                .map(Held::alert)
                .toList();
    }

    public synchronized int size() {
        return held.size();
    }

    /** An end that was heard of late is held as long as one that was not: an Alertmanager may have been told otherwise a moment ago. */
    private void forgetPast(Instant now) {
        held.values()
                .removeIf(entry -> schedule.isPast(entry.alert(), now)
                        && now.isAfter(entry.since().plus(schedule.resolvedFor())));
    }
}
