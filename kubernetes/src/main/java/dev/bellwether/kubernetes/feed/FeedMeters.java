package dev.bellwether.kubernetes.feed;

import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.observation.meter.Catalogue.Enrichment;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts of what the directory is told. */
final class FeedMeters {

    private final Counter read;
    private final Counter undecodable;
    private final Counter failures;

    FeedMeters(MeterRegistry registry, Directory directory) {
        this.read = Enrichment.DIRECTORY_READ.counter(registry);
        this.undecodable = Enrichment.DIRECTORY_UNDECODABLE.counter(registry);
        this.failures = Enrichment.DIRECTORY_FAILURES.counter(registry);
        Meter objects = Enrichment.OBJECTS.gauge(registry, directory, Directory::size);
    }

    void read() {
        read.increment();
    }

    void undecodable() {
        undecodable.increment();
    }

    void failed() {
        failures.increment();
    }
}
