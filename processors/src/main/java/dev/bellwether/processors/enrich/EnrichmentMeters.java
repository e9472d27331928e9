package dev.bellwether.processors.enrich;

import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Resolution;
import dev.bellwether.kubernetes.directory.Resolution.Reason;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import dev.bellwether.kubernetes.directory.Resolution.Unresolved;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts the resources of one signal. Read = found, by what + not found, and why; those that may improve = waited for + not waited for. */
final class EnrichmentMeters {

    /** Why metadata that may be on its way is not waited for. */
    enum Skipped {
        /** The record was read too late for it. */
        LATE,
        /** The record came in time, but the clock of its broker is ahead, or was within the last minute. */
        CLOCK,
        /** It was waited for before, and the directory has not gone on. */
        IN_VAIN
    }

    private final Count read;
    private final Count found;
    private final Count missing;
    private final Map<Association, Count> resolved = new EnumMap<>(Association.class);
    private final Map<Reason, Count> unresolved = new EnumMap<>(Reason.class);
    private final Map<Skipped, Count> skipped = new EnumMap<>(Skipped.class);

    EnrichmentMeters(Counts counts, Signal signal) {
        String name = label(signal);
        read = counts.of(Catalogue.Enrichment.READ_RESOURCES, name);
        found = counts.of(Catalogue.Enrichment.WAITS, name, "found");
        missing = counts.of(Catalogue.Enrichment.WAITS, name, "missing");
        for (Association association : Association.values()) {
            resolved.put(association, counts.of(Catalogue.Enrichment.RESOURCES, name, label(association)));
        }
        for (Reason reason : Reason.values()) {
            unresolved.put(reason, counts.of(Catalogue.Enrichment.RESOURCES, name, label(reason)));
        }
        for (Skipped why : Skipped.values()) {
            skipped.put(why, counts.of(Catalogue.Enrichment.WAITS_SKIPPED, name, label(why)));
        }
    }

    void resource(Resolution resolution) {
        read.increment();
        if (resolution instanceof Resolved pod) {
            count(resolved, pod.by());
        } else if (resolution instanceof Unresolved why) {
            count(unresolved, why.reason());
        }
    }

    void waited(boolean wasFound) {
        (wasFound ? found : missing).increment();
    }

    void notWaited(Skipped why) {
        count(skipped, why);
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T> void count(Map<T, Count> counts, T what) {
        Count count = counts.get(what);
        if (count != null) {
            count.increment();
        }
    }
}
