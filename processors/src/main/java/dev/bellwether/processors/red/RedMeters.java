package dev.bellwether.processors.red;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what goes into windows: calls in = applied + late. */
final class RedMeters {

    private final Counter applied;
    private final Counter late;
    private final Counter revisions;
    private final Counter overflow;
    private final Counter excused;

    RedMeters(MeterRegistry meters) {
        this.applied = calls(meters, "applied");
        this.late = calls(meters, "late");
        this.revisions = Counter.builder("bellwether.windows.revisions")
                .description("Revisions of windows written")
                .register(meters);
        this.overflow = Counter.builder("bellwether.windows.operations.overflow")
                .description("Entry spans counted under ~other, because their service has too many operations")
                .register(meters);
        this.excused = Counter.builder("bellwether.windows.sources.excused")
                .description("Times that a source partition stood still and was no longer waited for")
                .register(meters);
    }

    void applied(long calls) {
        applied.increment(calls);
    }

    void late(long calls) {
        late.increment(calls);
    }

    void revision() {
        revisions.increment();
    }

    void overflow(long calls) {
        overflow.increment(calls);
    }

    void excused() {
        excused.increment();
    }

    private static Counter calls(MeterRegistry meters, String result) {
        return Counter.builder("bellwether.windows.calls")
                .description("Entry spans that came to the windows: counted, or too late to be")
                .tag("result", result)
                .register(meters);
    }
}
