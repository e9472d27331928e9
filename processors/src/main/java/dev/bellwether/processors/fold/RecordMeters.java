package dev.bellwether.processors.fold;

import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.observation.meter.MeterSpec;

/** Counts the records of a raw topic: read = folded + duplicate + dead letters. Ticks are no records here. */
final class RecordMeters {

    private final Count read;
    private final Count folded;
    private final Count duplicates;
    private final Count ticks;

    /** @param results with one label, what became of a record */
    RecordMeters(Counts counts, MeterSpec read, MeterSpec results, MeterSpec ticks) {
        this.read = counts.of(read);
        this.folded = counts.of(results, "folded");
        this.duplicates = counts.of(results, "duplicate");
        this.ticks = counts.of(ticks);
    }

    void read() {
        read.increment();
    }

    void folded() {
        folded.increment();
    }

    void duplicate() {
        duplicates.increment();
    }

    void tick() {
        ticks.increment();
    }
}
