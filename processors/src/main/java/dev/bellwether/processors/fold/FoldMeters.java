package dev.bellwether.processors.fold;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what is read. Records: read = folded + duplicate + dead letters; ticks are counted apart. Spans of the folded
 * records: spans = entry + other.
 */
final class FoldMeters {

    private final Counter folded;
    private final Counter duplicates;
    private final Counter ticks;
    private final Counter entrySpans;
    private final Counter otherSpans;
    private final Counter overflowed;
    private final Counter clampedTimes;
    private final Counter clampedDurations;

    FoldMeters(MeterRegistry meters) {
        folded = records(meters, "folded");
        duplicates = records(meters, "duplicate");
        ticks = records(meters, "tick");
        entrySpans = spans(meters, "entry");
        otherSpans = spans(meters, "other");
        overflowed = Counter.builder("bellwether.fold.operations.overflow")
                .description("Entry spans counted under ~other, because their request has too many operations")
                .register(meters);
        clampedTimes = clamped(meters, "time");
        clampedDurations = clamped(meters, "duration");
    }

    void folded(Fold.Folded result) {
        folded.increment();
        entrySpans.increment(result.folded());
        otherSpans.increment(result.spans() - result.folded());
        overflowed.increment(result.overflowed());
        result.deltas().forEach(delta -> {
            clampedTimes.increment(delta.getClampedTimes());
            clampedDurations.increment(delta.getClampedDurations());
        });
    }

    void duplicate() {
        duplicates.increment();
    }

    void tick() {
        ticks.increment();
    }

    private static Counter records(MeterRegistry meters, String result) {
        return Counter.builder("bellwether.fold.records")
                .description("Records of the raw trace topic that were read")
                .tag("result", result)
                .register(meters);
    }

    private static Counter spans(MeterRegistry meters, String kind) {
        return Counter.builder("bellwether.fold.spans")
                .description(
                        "Spans in the records folded: entry spans (SERVER, CONSUMER), which are counted in windows, and others")
                .tag("kind", kind)
                .register(meters);
    }

    private static Counter clamped(MeterRegistry meters, String what) {
        return Counter.builder("bellwether.fold.clamped")
                .description("Spans whose end was missing or too far ahead of the log, or that ended before they began")
                .tag("what", what)
                .register(meters);
    }
}
