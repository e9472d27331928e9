package dev.bellwether.alerting.match;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.processors.fold.RecordMeters;

/** Counts what is read of one source, and what of it rules need. */
final class MatchMeters {

    private final RecordMeters records;
    private final Count read;
    private final Count matched;
    private final Count refused;
    private final Count batches;

    /** @param source the name of its topic */
    MatchMeters(Counts counts, String source) {
        this.records = RecordMeters.of(
                counts, Catalogue.Match.READ_RECORDS, Catalogue.Match.RECORDS, Catalogue.Match.TICKS, source);
        this.read = counts.of(Catalogue.Match.READ_SAMPLES, source);
        this.matched = counts.of(Catalogue.Match.SAMPLES, source);
        this.refused = counts.of(Catalogue.Match.REFUSED, source);
        this.batches = counts.of(Catalogue.Match.BATCHES, source);
    }

    RecordMeters records() {
        return records;
    }

    void matched(SampleSource.Read request, long samples, long sent) {
        read.add(request.samples());
        matched.add(samples);
        refused.add(request.refused());
        batches.add(sent);
    }
}
