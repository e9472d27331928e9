package dev.bellwether.alerting.signal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What {@link Traffic} looks at, and how much of it at most.
 *
 * @param rangeSeconds length of the range that ends at a slot
 * @param slow traces that took longer are kept as examples
 * @param noTraffic when a service that was steady counts as silent
 * @param longestStep a jump of log time that is longer is a time in which nobody listened
 * @param maxServices services looked at; what comes for others is counted and left out
 * @param maxVersions versions of a service that are looked at for themselves; others count for the service only
 */
public record TrafficLimits(
        long rangeSeconds,
        Duration slow,
        NoTrafficSignal noTraffic,
        Duration longestStep,
        int maxServices,
        int maxVersions) {

    public TrafficLimits {
        requireNonNull(slow, "slow");
        requireNonNull(noTraffic, "noTraffic");
        requireNonNull(longestStep, "longestStep");
        if (rangeSeconds < 1) {
            throw new IllegalArgumentException("rangeSeconds: " + rangeSeconds + " (expected: >= 1)");
        }
    }
}
