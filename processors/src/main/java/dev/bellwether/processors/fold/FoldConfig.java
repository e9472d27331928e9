package dev.bellwether.processors.fold;

import dev.bellwether.schemas.Versions;
import java.time.Duration;

/**
 * How OTLP requests are folded.
 *
 * @param windowLength length of a window of event time
 * @param maxOperations operations that one delta keeps apart; the rest is counted under {@code ~other}
 * @param maxDeltas deltas that one request may make, each of a service, a version and a window; one that would make more is a poison record
 * @param maxNameLength characters of a service, version or operation name; what is longer is cut. At most {@link Versions#LONGEST}, so that each version can be judged
 * @param maxClockAhead how far event time may be ahead of log time; what is further ahead is set to log time
 * @param rememberRetries how long the hash of a request is remembered, so that the same request sent again is dropped
 * @param tickInterval how often a tick is appended to each source partition
 * @param cacheBytes memory for resources that were met, for all partitions together
 */
public record FoldConfig(
        Duration windowLength,
        int maxOperations,
        int maxDeltas,
        int maxNameLength,
        Duration maxClockAhead,
        Duration rememberRetries,
        Duration tickInterval,
        long cacheBytes) {

    public static final FoldConfig DEFAULT = new FoldConfig(
            Duration.ofSeconds(5),
            64,
            10_000,
            Versions.LONGEST,
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofMillis(500),
            8 << 20);

    public FoldConfig {
        positive("windowLength", windowLength);
        positive("maxClockAhead", maxClockAhead);
        positive("rememberRetries", rememberRetries);
        positive("tickInterval", tickInterval);
        if (maxOperations < 1) {
            throw new IllegalArgumentException("maxOperations: " + maxOperations + " (expected: >= 1)");
        }
        if (maxDeltas < 1) {
            throw new IllegalArgumentException("maxDeltas: " + maxDeltas + " (expected: >= 1)");
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes: " + cacheBytes + " (expected: >= 0)");
        }
        if (maxNameLength < 8 || maxNameLength > Versions.LONGEST) {
            throw new IllegalArgumentException(
                    "maxNameLength: " + maxNameLength + " (expected: 8 to " + Versions.LONGEST + ")");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
