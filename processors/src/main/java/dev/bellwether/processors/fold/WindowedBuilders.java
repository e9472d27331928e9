package dev.bellwether.processors.fold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deltas in the making of one request: one for each source and window.
 *
 * @param <B> gathers what belongs to one of them
 */
final class WindowedBuilders<B> {

    /** Makes the builder of a source and of the window that begins then, in milliseconds since the epoch. */
    interface Factory<B> {
        B builder(Source source, long windowStart);
    }

    private final long windowMillis;
    private final int maxBuilders;
    private final Factory<B> factory;
    // Order of insertion is kept by the list; the map only finds.
    private final List<B> builders = new ArrayList<>();
    private final Map<Source, Map<Long, B>> bySource = new HashMap<>();
    private @Nullable Source source;
    private @Nullable B current;
    private long currentStart;

    WindowedBuilders(FoldConfig config, Factory<B> factory) {
        this.windowMillis = config.windowLength().toMillis();
        this.maxBuilders = config.maxDeltas();
        this.factory = factory;
    }

    /** Whose builders are asked for from now on. */
    void enter(Source entered) {
        source = entered;
        current = null;
    }

    /**
     * The present source's builder of the window that a time lies in, milliseconds since the epoch.
     *
     * @throws TooManyDeltasException if it would be one more than a request may have
     */
    B at(long eventMillis) {
        long start = Math.floorDiv(eventMillis, windowMillis) * windowMillis;
        B builder = current;
        if (builder == null || currentStart != start) {
            builder = find(start);
            current = builder;
            currentStart = start;
        }
        return builder;
    }

    private B find(long start) {
        Source from = source;
        if (from == null) {
            throw new IllegalStateException("asked before a source was entered");
        }
        return bySource.computeIfAbsent(from, key -> new HashMap<>()).computeIfAbsent(start, key -> {
            if (builders.size() == maxBuilders) {
                throw new TooManyDeltasException(maxBuilders);
            }
            B fresh = factory.builder(from, start);
            builders.add(fresh);
            return fresh;
        });
    }

    /** All of them, in the order in which they were first asked for. */
    List<B> all() {
        return Collections.unmodifiableList(builders);
    }
}
