package dev.bellwether.processors.fold;

import java.time.Duration;

/**
 * How OTLP requests are folded.
 *
 * @param windowLength length of a window of event time
 * @param maxOperations operations that one delta keeps apart; the rest is counted under {@code ~other}
 * @param maxNameLength characters of a service, version or operation name; what is longer is cut
 * @param maxClockAhead how far event time may be ahead of log time; what is further ahead is set to log time
 * @param rememberRetries how long the hash of a request is remembered, so that the same request sent again is dropped
 * @param tickInterval how often a tick is appended to each source partition
 */
public record FoldConfig(
        Duration windowLength,
        int maxOperations,
        int maxNameLength,
        Duration maxClockAhead,
        Duration rememberRetries,
        Duration tickInterval) {

    public static final FoldConfig DEFAULT = new FoldConfig(
            Duration.ofSeconds(5), 64, 255, Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMillis(500));

    public FoldConfig {
        positive("windowLength", windowLength);
        positive("maxClockAhead", maxClockAhead);
        positive("rememberRetries", rememberRetries);
        positive("tickInterval", tickInterval);
        if (maxOperations < 1) {
            throw new IllegalArgumentException("maxOperations: " + maxOperations + " (expected: >= 1)");
        }
        if (maxNameLength < 8) {
            throw new IllegalArgumentException("maxNameLength: " + maxNameLength + " (expected: >= 8)");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
