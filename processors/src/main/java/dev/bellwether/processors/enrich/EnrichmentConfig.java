package dev.bellwether.processors.enrich;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How telemetry is enriched.
 *
 * @param associations what leads from a resource to a pod, in the order in which it is tried
 * @param patience how long after a record was appended metadata on its way is waited for
 * @param maxMissing senders of one partition whose metadata was waited for in vain that are remembered; others are waited for again
 * @param cacheBytes memory for resources that were met, for each application
 * @param loadPatience how long the start waits for the directory to be read
 * @param topics signals that are written to a topic of their own as well
 */
public record EnrichmentConfig(
        List<Association> associations,
        Duration patience,
        int maxMissing,
        long cacheBytes,
        Duration loadPatience,
        Set<Signal> topics) {

    public static final EnrichmentConfig DEFAULT = new EnrichmentConfig(
            List.of(Association.values()), Duration.ofSeconds(2), 5_000, 8 << 20, Duration.ofSeconds(30), Set.of());

    public EnrichmentConfig {
        associations = List.copyOf(associations);
        topics = Set.copyOf(topics);
        requireNonNull(loadPatience, "loadPatience");
        if (patience.isNegative() || patience.compareTo(Duration.ofSeconds(5)) > 0) {
            // a transaction that waits longer is taken for one of a process that was killed
            throw new IllegalArgumentException("patience: " + patience + " (expected: 0 to 5 s)");
        }
        if (maxMissing < 1) {
            throw new IllegalArgumentException("maxMissing: " + maxMissing + " (expected: >= 1)");
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes: " + cacheBytes + " (expected: >= 0)");
        }
        if (associations.isEmpty() || Set.copyOf(associations).size() < associations.size()) {
            throw new IllegalArgumentException(
                    "associations: " + associations + " (expected: at least one, and none twice)");
        }
    }

    public EnrichmentConfig withTopics(Set<Signal> written) {
        return new EnrichmentConfig(associations, patience, maxMissing, cacheBytes, loadPatience, written);
    }

    public EnrichmentConfig withPatience(Duration waiting) {
        return new EnrichmentConfig(associations, waiting, maxMissing, cacheBytes, loadPatience, topics);
    }
}
