package dev.bellwether.observation.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Where a part of the process counts what it does. */
public interface Counts {

    /** A counter of the catalogue, which shows its zero from now on. */
    Count of(MeterSpec counter, String... labelValues);

    /** What is counted shows at once. */
    static Counts atOnce(MeterRegistry registry) {
        return (spec, labelValues) -> {
            Counter counter = spec.counter(registry, labelValues);
            return counter::increment;
        };
    }
}
