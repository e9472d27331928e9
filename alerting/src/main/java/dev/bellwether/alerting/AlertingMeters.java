package dev.bellwether.alerting;

import dev.bellwether.alerting.lifecycle.AlertPhase;
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

    /** What becomes of calls. */
    enum CallsResult {
        /** Counted for the service and its version. */
        COUNTED,
        /** Counted for the service only: it has too many versions. */
        COUNTED_WITHOUT_VERSION,
        /** Not counted: the slots that would have looked at them were evaluated, after their source had been excused. */
        LATE,
        /** Not counted: there are too many services. */
        TOO_MANY_SERVICES,
        /** Of a service that is not looked at. */
        EXCLUDED
    }

    private final Map<CallsResult, Count> calls = new EnumMap<>(CallsResult.class);
    private final Map<AlertPhase, Count> transitions = new EnumMap<>(AlertPhase.class);
    private final Count slots;
    private final Count failures;

    AlertingMeters(Counts counts) {
        for (CallsResult result : CallsResult.values()) {
            calls.put(result, counts.of(Catalogue.Alerting.CALLS, name(result)));
        }
        for (AlertPhase phase : AlertPhase.values()) {
            transitions.put(phase, counts.of(Catalogue.Alerting.TRANSITIONS, name(phase)));
        }
        slots = counts.of(Catalogue.Alerting.SLOTS);
        failures = counts.of(Catalogue.Alerting.FAILURES);
    }

    void calls(CallsResult result, long count) {
        counter(calls, result).add(count);
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
