package dev.bellwether.processors.fold;

import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.ResourceView;
import java.util.HashMap;
import java.util.Map;

/** The sources of the resources that were met, so that a known resource costs no text. For one thread. */
final class RememberedSources {

    private static final int MAX_REMEMBERED = 10_000;

    /** A longer resource is read anew for each request: what is remembered must not fill the memory. */
    private static final int MAX_REMEMBERED_BYTES = 4 << 10;

    private final int maxNameLength;
    private final Map<ByteSlice, Met> sources = new HashMap<>();

    RememberedSources(int maxNameLength) {
        this.maxNameLength = maxNameLength;
    }

    /** A source, and whether a name of it was longer than names may be. */
    record Met(Source source, boolean cut) {}

    /** @param resource read with {@link Source#ATTRIBUTES} */
    Met of(ResourceView resource) {
        Met known = sources.get(resource.bytes());
        if (known != null) {
            return known;
        }
        if (sources.size() >= MAX_REMEMBERED) {
            sources.clear();
        }
        Met source = new Met(Source.of(resource, maxNameLength), Source.isCut(resource, maxNameLength));
        if (resource.bytes().length() <= MAX_REMEMBERED_BYTES) {
            sources.put(resource.bytes().copy(), source);
        }
        return source;
    }
}
