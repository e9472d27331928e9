package dev.bellwether.processors.enrich;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.processors.resource.ResourceCache;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final class Metadata {

        private final Directory directory;
        private final EnrichmentConfig config;
        private final InstantSource clock;

        /** Of each application, which is told by where it counts. */
        private final Map<Counts, ResourceCache<Sender.Key, Sender>> senders = new ConcurrentHashMap<>();

        Metadata(Directory directory, EnrichmentConfig config, InstantSource clock) {
            this.directory = requireNonNull(directory, "directory");
            this.config = requireNonNull(config, "config");
            this.clock = requireNonNull(clock, "clock");
        }

        Enricher enricher(Signal signal, Counts counts) {
            return new Enricher(
                    directory,
                    senders.computeIfAbsent(counts, this::senders),
                    new Patience(config.patience(), clock),
                    new VainWaits(config.maxMissing()),
                    new EnrichmentMeters(counts, signal));
        }

        private ResourceCache<Sender.Key, Sender> senders(Counts counts) {
            return new ResourceCache<>(
                    config.cacheBytes(),
                    (key, sender) -> sender.bytes(key),
                    counts.of(Catalogue.Streams.RESOURCES_EVICTED, "enrichment"));
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

    /** The same one, where somebody else writes the enriched topic of a signal. */
    public Enrichment without(Signal signal) {
        Set<Signal> others = new HashSet<>(topics);
        others.remove(signal);
        return new Enrichment(metadata, Set.copyOf(others));
    }

    /** Whether requests of a signal are written to a topic of their own. */
    public boolean writes(Signal signal) {
        return topics.contains(signal);
    }

    /** An enricher for one partition; empty where nothing is enriched. */
    Optional<Enricher> enricher(Signal signal, Counts counts) {
        return metadata == null ? Optional.empty() : Optional.of(metadata.enricher(signal, counts));
    }
}
