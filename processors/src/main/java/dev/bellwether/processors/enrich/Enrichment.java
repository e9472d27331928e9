package dev.bellwether.processors.enrich;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the telemetry of one process is enriched with, if it is at all. Thread-safe. */
public final class Enrichment {

    private static final Enrichment NONE = new Enrichment(null, Set.of());

    private final @Nullable Metadata metadata;
    private final Set<Signal> topics;

    private Enrichment(@Nullable Metadata metadata, Set<Signal> topics) {
        this.metadata = metadata;
        this.topics = topics;
    }

    /** What is added, and how long it is waited for. */
    private record Metadata(Directory directory, EnrichmentConfig config, InstantSource clock) {

        Metadata {
            requireNonNull(directory, "directory");
            requireNonNull(config, "config");
            requireNonNull(clock, "clock");
        }

        Enricher enricher(EnrichmentMeters meters) {
            return new Enricher(
                    directory, new Patience(config.patience(), clock), new VainWaits(config.maxMissing()), meters);
        }
    }

    /** No enrichment: costs nothing. */
    public static Enrichment none() {
        return NONE;
    }

    /**
     * @param directory somebody else keeps abreast
     * @param clock says how long metadata may still be waited for, and nothing else
     */
    public static Enrichment with(Directory directory, EnrichmentConfig config, InstantSource clock) {
        return new Enrichment(new Metadata(directory, config, clock), config.topics());
    }

    /** The same one, where somebody else writes the enriched topics. */
    public Enrichment withoutTopics() {
        return new Enrichment(metadata, Set.of());
    }

    /** Whether requests of a signal are written to a topic of their own. */
    public boolean writes(Signal signal) {
        return topics.contains(signal);
    }

    /** An enricher for one partition; empty where nothing is enriched. */
    Optional<Enricher> enricher(Signal signal, Counts counts) {
        return metadata == null
                ? Optional.empty()
                : Optional.of(metadata.enricher(new EnrichmentMeters(counts, signal)));
    }
}
