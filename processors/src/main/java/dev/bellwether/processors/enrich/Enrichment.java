package dev.bellwether.processors.enrich;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the telemetry of one process is enriched with, if it is at all. Thread-safe. */
public final class Enrichment {

    private static final Enrichment NONE = new Enrichment(
            null,
            new Patience(Duration.ZERO, () -> {
                throw new IllegalStateException("nothing is waited for");
            }),
            Set.of());

    private final @Nullable Directory directory;
    private final Patience patience;
    private final Set<Signal> topics;

    private Enrichment(@Nullable Directory directory, Patience patience, Set<Signal> topics) {
        this.directory = directory;
        this.patience = patience;
        this.topics = topics;
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
        return new Enrichment(
                requireNonNull(directory, "directory"), new Patience(config.patience(), clock), config.topics());
    }

    /** The same one, where somebody else writes the enriched topics. */
    public Enrichment withoutTopics() {
        return new Enrichment(directory, patience, Set.of());
    }

    /** Whether requests of a signal are written to a topic of their own. */
    public boolean writes(Signal signal) {
        return topics.contains(signal);
    }

    /** An enricher for one thread; empty where nothing is enriched. */
    Optional<Enricher> enricher(Signal signal, Counts counts) {
        return directory == null
                ? Optional.empty()
                : Optional.of(new Enricher(directory, patience, new EnrichmentMeters(counts, signal)));
    }
}
