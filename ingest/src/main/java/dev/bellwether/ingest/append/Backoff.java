package dev.bellwether.ingest.append;

import java.time.Duration;

/** How long to wait before each further try: twice as long as before the last one, up to a bound. Not thread-safe. */
final class Backoff {

    private final Duration shortest;
    private final Duration longest;
    private Duration next;

    Backoff(Duration shortest, Duration longest) {
        if (shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("shortest: " + shortest + " (expected: at most " + longest + ")");
        }
        this.shortest = shortest;
        this.longest = longest;
        this.next = shortest;
    }

    /** The wait after a try that failed. */
    Duration next() {
        Duration wait = next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return wait;
    }

    /** The next wait is the shortest again. */
    void reset() {
        next = shortest;
    }
}
