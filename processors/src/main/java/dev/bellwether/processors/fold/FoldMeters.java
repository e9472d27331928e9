package dev.bellwether.processors.fold;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;

/** Counts the spans of the folded records, and apart from that what became of them: read = entry + other. */
final class FoldMeters {

    private final Count readSpans;
    private final Count entrySpans;
    private final Count otherSpans;
    private final Count overflowed;
    private final Count cutSources;
    private final Count cutOperations;
    private final Count clampedTimes;
    private final Count clampedDurations;

    FoldMeters(Counts counts) {
        readSpans = counts.of(Catalogue.Fold.READ_SPANS);
        entrySpans = counts.of(Catalogue.Fold.SPANS, "entry");
        otherSpans = counts.of(Catalogue.Fold.SPANS, "other");
        overflowed = counts.of(Catalogue.Fold.OVERFLOW);
        cutSources = counts.of(Catalogue.Fold.NAMES_CUT, "source");
        cutOperations = counts.of(Catalogue.Fold.NAMES_CUT, "operation");
        clampedTimes = counts.of(Catalogue.Fold.CLAMPED, "time");
        clampedDurations = counts.of(Catalogue.Fold.CLAMPED, "duration");
    }

    void folded(Fold.Folded result) {
        readSpans.add(result.spans());
        otherSpans.add(result.spans() - result.folded());
        overflowed.add(result.overflowed());
        cutSources.add(result.cut().sources());
        cutOperations.add(result.cut().operations());
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
}
