package dev.bellwether.alerting;

import dev.bellwether.alerting.lifecycle.AlertPhase;
import dev.bellwether.alerting.signal.Admission;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what alerting sees: calls that came = counted + counted_without_version + late + too_many_services + excluded. What
 * cannot be read is in the dead letters instead.
 */
final class AlertingMeters {

    private final Map<Admission, Count> calls = new EnumMap<>(Admission.class);
    private final Map<AlertPhase, Count> transitions = new EnumMap<>(AlertPhase.class);
    private final Count excluded;
    private final Count slots;
    private final Count failures;

    AlertingMeters(Counts counts) {
        for (Admission admission : Admission.values()) {
            calls.put(admission, counts.of(Catalogue.Alerting.CALLS, name(admission)));
        }
        excluded = counts.of(Catalogue.Alerting.CALLS, "excluded");
        for (AlertPhase phase : AlertPhase.values()) {
            transitions.put(phase, counts.of(Catalogue.Alerting.TRANSITIONS, name(phase)));
        }
        slots = counts.of(Catalogue.Alerting.SLOTS);
        failures = counts.of(Catalogue.Alerting.FAILURES);
    }

    void calls(Admission admission, long count) {
        counter(calls, admission).add(count);
    }

    void excluded(long count) {
        excluded.add(count);
    }

    void transition(AlertPhase to) {
        counter(transitions, to).increment();
    }

    void slot() {
        slots.increment();
    }

    void failure() {
        failures.increment();
    }

    private static <E extends Enum<E>> Count counter(Map<E, Count> counters, E key) {
        Count counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + key);
        }
        return counter;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
