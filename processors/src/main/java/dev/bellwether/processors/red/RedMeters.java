package dev.bellwether.processors.red;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;

/** Counts what goes into windows: calls read = applied + late + of services too many. */
final class RedMeters {

    private final Count read;
    private final Count applied;
    private final Count late;
    private final Count tooManyServices;
    private final Count revisions;
    private final Count otherOperations;
    private final Count otherVersions;
    private final Count excused;

    RedMeters(Counts counts) {
        this.read = counts.of(Catalogue.Windows.READ_CALLS);
        this.applied = counts.of(Catalogue.Windows.CALLS, "applied");
        this.late = counts.of(Catalogue.Windows.CALLS, "late");
        this.tooManyServices = counts.of(Catalogue.Windows.CALLS, "too_many_services");
        this.revisions = counts.of(Catalogue.Windows.REVISIONS);
        this.otherOperations = counts.of(Catalogue.Windows.OPERATIONS_OVERFLOW);
        this.otherVersions = counts.of(Catalogue.Windows.VERSIONS_OVERFLOW);
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

    void tooManyServices(long calls) {
        tooManyServices.add(calls);
    }

    void otherOperations(long calls) {
        otherOperations.add(calls);
    }

    void otherVersions(long calls) {
        otherVersions.add(calls);
    }

    void excused() {
        excused.increment();
    }
}
