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

/** Counts the resources of one signal. Read = found, by what + not found, and why. */
final class EnrichmentMeters {

    private final Count read;
    private final Count found;
    private final Count missing;
    private final Map<Association, Count> resolved = new EnumMap<>(Association.class);
    private final Map<Reason, Count> unresolved = new EnumMap<>(Reason.class);

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
