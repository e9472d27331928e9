package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules and their alerts, from one slot to the next. What is in memory is what is in the {@link AlertStore}, and is read from
 * there at the start. Alerts of rules that are no longer there come to an end as if their condition held nowhere.
 *
 * <p>Not safe for use by several threads.
 */
public final class AlertEvaluator {

    private final List<AlertRule> rules = new ArrayList<>();
    private final Map<String, SortedMap<Fingerprint, TrackedAlert>> alerts = new LinkedHashMap<>();
    private final Lifecycle lifecycle;
    private final AlertStore store;
    private final AlertListener listener;
    private int size;

    /** @throws IllegalArgumentException if two rules have the same name */
    public AlertEvaluator(List<AlertRule> rules, Lifecycle lifecycle, AlertStore store, AlertListener listener) {
        this.lifecycle = requireNonNull(lifecycle, "lifecycle");
        this.store = requireNonNull(store, "store");
        this.listener = requireNonNull(listener, "listener");
        for (AlertRule rule : rules) {
            if (alerts.put(rule.name(), Collections.emptySortedMap()) != null) {
                throw new IllegalArgumentException("rules: two are called " + rule.name());
            }
            this.rules.add(rule);
        }
        restore();
    }

    /** Evaluates every rule. Slots come in order. */
    public void evaluate(Slot slot) {
        for (AlertRule rule : rules) {
            SortedMap<Fingerprint, TrackedAlert> known = alerts.getOrDefault(rule.name(), Collections.emptySortedMap());
            Outcome outcome = lifecycle.evaluate(rule, known, slot);
            if (outcome.alerts() != known) {
                save(known, outcome.alerts());
                alerts.put(rule.name(), outcome.alerts());
                size += outcome.alerts().size() - known.size();
            }
            outcome.failure().ifPresent(reason -> listener.failed(rule, reason));
            outcome.transitions().forEach(listener::transition);
            outcome.refreshed().forEach(listener::refreshed);
            outcome.forgotten().forEach(listener::forgotten);
        }
    }

    /** Pending, firing, and resolved not long ago. */
    public int size() {
        return size;
    }

    private void save(SortedMap<Fingerprint, TrackedAlert> before, SortedMap<Fingerprint, TrackedAlert> after) {
        for (Map.Entry<Fingerprint, TrackedAlert> entry : after.entrySet()) {
            if (!entry.getValue().equals(before.get(entry.getKey()))) {
                store.put(entry.getValue());
            }
        }
        for (Fingerprint fingerprint : before.keySet()) {
            if (!after.containsKey(fingerprint)) {
                store.delete(fingerprint);
            }
        }
    }

    private void restore() {
        Map<String, SortedMap<Fingerprint, TrackedAlert>> kept = new TreeMap<>();
        store.forEach(alert -> {
            String rule = alert.finding().labels().get(Labels.ALERT_NAME);
            kept.computeIfAbsent(rule, name -> new TreeMap<>())
                    .put(alert.finding().fingerprint(), alert);
            size++;
        });
        TreeSet<String> orphaned = new TreeSet<>(kept.keySet());
        orphaned.removeAll(alerts.keySet());
        orphaned.forEach(name -> rules.add(AlertRule.retired(name)));
        alerts.putAll(kept);
    }
}
