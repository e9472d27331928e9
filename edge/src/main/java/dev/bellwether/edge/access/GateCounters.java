package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

import dev.bellwether.edge.access.Refusal.Reason;
import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests to a listener's routes, each once: {@code requests = admitted + refused (by reason)}. Thread-safe. */
final class GateCounters {

    private final LongAdder admitted = new LongAdder();
    private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);

    GateCounters(String listener, MeterRegistry meters) {
        register(listener, "admitted", admitted, meters);
        for (Reason reason : Reason.values()) {
            LongAdder counter = new LongAdder();
            refused.put(reason, counter);
            register(listener, reason.tag(), counter, meters);
        }
    }

    void admitted() {
        admitted.increment();
    }

    void refused(Reason reason) {
        requireNonNull(refused.get(reason), "reason").increment();
    }

    private static void register(String listener, String outcome, LongAdder counter, MeterRegistry meters) {
        Catalogue.Edge.REQUESTS.counter(meters, counter, LongAdder::sum, listener, outcome);
    }
}
