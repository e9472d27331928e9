package dev.bellwether.processors.red;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;

/** Counts what goes into windows: calls read = applied + late. */
final class RedMeters {

    private final Count read;
    private final Count applied;
    private final Count late;
    private final Count revisions;
    private final Count overflow;
    private final Count excused;

    RedMeters(Counts counts) {
        this.read = counts.of(Catalogue.Windows.READ_CALLS);
        this.applied = counts.of(Catalogue.Windows.CALLS, "applied");
        this.late = counts.of(Catalogue.Windows.CALLS, "late");
        this.revisions = counts.of(Catalogue.Windows.REVISIONS);
        this.overflow = counts.of(Catalogue.Windows.OVERFLOW);
        this.excused = counts.of(Catalogue.Windows.EXCUSED);
    }

    void read(long calls) {
        read.add(calls);
    }

    void applied(long calls) {
        applied.add(calls);
    }

    void late(long calls) {
        late.add(calls);
    }

    void revision() {
        revisions.increment();
    }

    void overflow(long calls) {
        overflow.add(calls);
    }

    void excused() {
        excused.increment();
    }
}
