package dev.bellwether.processors.fold;

import dev.bellwether.observation.meter.Count;
import dev.bellwether.processors.resource.ResourceCache;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.ResourceView;

/** The sources of the resources that were met, so that a known resource costs no text. Thread-safe. */
final class RememberedSources {

    private static final long OVERHEAD_BYTES = 256;
    private static final long BYTES_OF_A_CHARACTER = 2;

    private final int maxNameLength;
    private final ResourceCache<ByteSlice, Source.Read> sources;

    /** @param evicted counts the resources that are forgotten, since there are too many */
    RememberedSources(FoldConfig config, Count evicted) {
        this.maxNameLength = config.maxNameLength();
        this.sources = new ResourceCache<>(config.cacheBytes(), RememberedSources::bytes, evicted);
    }

    /** @param resource read with {@link Source#ATTRIBUTES} */
    Source.Read of(ResourceView resource) {
        Source.Read known = sources.get(resource.bytes());
        if (known != null) {
            return known;
        }
        Source.Read met = Source.of(resource, maxNameLength);
        sources.put(resource.bytes().copy(), met);
        return met;
    }

    private static long bytes(ByteSlice resource, Source.Read met) {
        ServiceKey service = met.source().service();
        int names = service.environment().length()
                + service.namespace().length()
                + service.name().length()
                + met.source().version().length();
        return OVERHEAD_BYTES + resource.length() + BYTES_OF_A_CHARACTER * names;
    }
}
