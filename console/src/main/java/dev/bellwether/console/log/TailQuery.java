package dev.bellwether.console.log;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to tail.
 *
 * @param topic where from
 * @param start where to begin
 * @param time for {@link Start#TIME}, the record time to begin at; else null
 * @param follow whether to wait for what comes; otherwise the tail ends where the topic ended when it began
 * @param filter which facts to show
 */
public record TailQuery(
        FactTopic topic, Start start, @Nullable Instant time, boolean follow, FactFilter filter) {

    /** Where a tail begins. */
    public enum Start {
        BEGINNING,
        NOW,
        TIME
    }

    public TailQuery {
        requireNonNull(topic, "topic");
        requireNonNull(start, "start");
        requireNonNull(filter, "filter");
        if ((time != null) != (start == Start.TIME)) {
            throw new IllegalArgumentException("time: " + time + " (expected: one exactly where start is TIME)");
        }
    }
}
