package dev.bellwether.cli.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far each of several has come, and for how long one of them has stood still. Who moves on at every look has stood still for the time
 * between two looks: shorter gaps cannot be seen. Thread-safe.
 */
final class Progress {

    /**
     * A time in which somebody did not move on.
     *
     * @param who stood still
     */
    record Gap(String who, Instant from, Instant to) {

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** How far somebody has come, and when that was seen first. */
    private record Standing(long position, Instant since) {}

    private final Map<String, Standing> standings = new HashMap<>();
    private Gap longest = new Gap("nobody", Instant.EPOCH, Instant.EPOCH);

    /** Somebody was seen at a position. Who is behind where he was seen before has moved too. */
    synchronized void seen(String who, long position, Instant at) {
        Standing before = standings.get(who);
        if (before == null) {
            standings.put(who, new Standing(position, at));
        } else if (before.position() != position) {
            standings.put(who, new Standing(position, at));
            longer(new Gap(who, before.since(), at));
        }
    }

    /** From now on gaps count that are not over yet. */
    synchronized void begin(Instant at) {
        longest = new Gap("nobody", at, at);
    }

    /** The longest gap that was not over when it began to count; one that is still open counts up to now. */
    synchronized Gap longest(Instant now) {
        standings.forEach((who, standing) -> longer(new Gap(who, standing.since(), now)));
        return longest;
    }

    private void longer(Gap gap) {
        if (gap.length().compareTo(longest.length()) > 0) {
            longest = gap;
        }
    }
}
