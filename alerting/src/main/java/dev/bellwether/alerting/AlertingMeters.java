package dev.bellwether.alerting;

import dev.bellwether.alerting.lifecycle.AlertPhase;
import dev.bellwether.alerting.signal.Admission;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what alerting sees: calls that came = counted + counted_without_version + late + too_many_services + excluded. What
 * cannot be read is in the dead letters instead.
 */
final class AlertingMeters {

    private final Map<Admission, Counter> calls = new EnumMap<>(Admission.class);
    private final Map<AlertPhase, Counter> transitions = new EnumMap<>(AlertPhase.class);
    private final Counter excluded;
    private final Counter slots;
    private final Counter failures;

    AlertingMeters(MeterRegistry meters) {
        for (Admission admission : Admission.values()) {
            calls.put(admission, calls(meters, result(admission)));
        }
        excluded = calls(meters, "excluded");
        for (AlertPhase phase : AlertPhase.values()) {
            transitions.put(
                    phase,
                    Counter.builder("bellwether.alerting.transitions")
                            .description("Transitions of alerts, by the state they lead to")
                            .tag("state", phase.name())
                            .register(meters));
        }
        slots = Counter.builder("bellwether.alerting.slots")
                .description("Slots evaluated")
                .register(meters);
        failures = Counter.builder("bellwether.alerting.failures")
                .description("Evaluations of a rule that failed and changed nothing")
                .register(meters);
    }

    void calls(Admission admission, long count) {
        counter(calls, admission).increment(count);
    }

    void excluded(long count) {
        excluded.increment(count);
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

    private static <E extends Enum<E>> Counter counter(Map<E, Counter> counters, E key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + key);
        }
        return counter;
    }

    private static Counter calls(MeterRegistry meters, String result) {
        return Counter.builder("bellwether.alerting.calls")
                .description("Entry spans that came to alerting, by what became of them")
                .tag("result", result)
                .register(meters);
    }

    private static String result(Admission admission) {
        return switch (admission) {
            case COUNTED -> "counted";
            case COUNTED_WITHOUT_VERSION -> "counted_without_version";
            case LATE -> "late";
            case TOO_MANY_SERVICES -> "too_many_services";
        };
    }
}
