package dev.bellwether.kubernetes.feed;

import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.observation.meter.Catalogue.Enrichment;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts records of the topic: read = told + undecodable + of a kind that is not known here. */
final class FeedMeters {

    private final Counter read;
    private final Counter told;
    private final Counter undecodable;
    private final Counter unknown;
    private final Counter failures;

    FeedMeters(MeterRegistry registry, Directory directory) {
        this.read = Enrichment.DIRECTORY_READ.counter(registry);
        this.told = Enrichment.DIRECTORY_TOLD.counter(registry);
        this.unknown = Enrichment.DIRECTORY_UNKNOWN.counter(registry);
        this.undecodable = Enrichment.DIRECTORY_UNDECODABLE.counter(registry);
        this.failures = Enrichment.DIRECTORY_FAILURES.counter(registry);
        Meter objects = Enrichment.OBJECTS.gauge(registry, directory, Directory::size);
    }

    void read() {
        read.increment();
    }

    void told() {
        told.increment();
    }

    void undecodable() {
        undecodable.increment();
    }

    /** The record is of a kind that a later version has added, or names nothing at all. */
    void passedOver() {
        unknown.increment();
    }

    void failed() {
        failures.increment();
    }
}
