package dev.bellwether.processors.fold;

import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.observation.meter.MeterSpec;

/** Counts the records of a raw topic: read = folded + duplicate + dead letters. Ticks are no records here. */
public final class RecordMeters {

    private final Count read;
    private final Count folded;
    private final Count duplicates;
    private final Count ticks;

    /** @param results with one label, what became of a record */
    RecordMeters(Counts counts, MeterSpec read, MeterSpec results, MeterSpec ticks) {
        this(counts.of(read), counts.of(results, "folded"), counts.of(results, "duplicate"), counts.of(ticks));
    }

    /** @param source what the records are of, a label of each of these counters */
    public static RecordMeters of(Counts counts, MeterSpec read, MeterSpec results, MeterSpec ticks, String source) {
        return new RecordMeters(
                counts.of(read, source),
                counts.of(results, source, "folded"),
                counts.of(results, source, "duplicate"),
                counts.of(ticks, source));
    }

    private RecordMeters(Count read, Count folded, Count duplicates, Count ticks) {
        this.read = read;
        this.folded = folded;
        this.duplicates = duplicates;
        this.ticks = ticks;
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
