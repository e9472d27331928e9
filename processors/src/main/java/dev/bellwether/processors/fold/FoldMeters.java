package dev.bellwether.processors.fold;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;

/**
 * Counts what is read, and apart from that what became of it. Records: read = folded + duplicate + dead letters; ticks are no
 * records here. Spans of the folded records: read = entry + other.
 */
final class FoldMeters {

    private final Count read;
    private final Count folded;
    private final Count duplicates;
    private final Count ticks;
    private final Count readSpans;
    private final Count entrySpans;
    private final Count otherSpans;
    private final Count overflowed;
    private final Count clampedTimes;
    private final Count clampedDurations;

    FoldMeters(Counts counts) {
        read = counts.of(Catalogue.Fold.READ_RECORDS);
        folded = counts.of(Catalogue.Fold.RECORDS, "folded");
        duplicates = counts.of(Catalogue.Fold.RECORDS, "duplicate");
        ticks = counts.of(Catalogue.Fold.TICKS);
        readSpans = counts.of(Catalogue.Fold.READ_SPANS);
        entrySpans = counts.of(Catalogue.Fold.SPANS, "entry");
        otherSpans = counts.of(Catalogue.Fold.SPANS, "other");
        overflowed = counts.of(Catalogue.Fold.OVERFLOW);
        clampedTimes = counts.of(Catalogue.Fold.CLAMPED, "time");
        clampedDurations = counts.of(Catalogue.Fold.CLAMPED, "duration");
    }

    void read() {
        read.increment();
    }

    void folded(Fold.Folded result) {
        folded.increment();
        readSpans.add(result.spans());
        otherSpans.add(result.spans() - result.folded());
        overflowed.add(result.overflowed());
        for (RedDelta delta : result.deltas()) {
            // from what is sent on, and not from what the fold says of itself: a span that got lost in between would
            // show
            for (OperationDelta operation : delta.getOperations()) {
                entrySpans.add(operation.getCalls());
            }
            clampedTimes.add(delta.getClampedTimes());
            clampedDurations.add(delta.getClampedDurations());
        }
    }

    void duplicate() {
        duplicates.increment();
    }

    void tick() {
        ticks.increment();
    }
}
