package dev.bellwether.alerting.signal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What {@link Traffic} looks at.
 *
 * @param rangeSeconds length of the range that ends at a slot
 * @param slow traces that took longer are kept as examples
 * @param noTraffic when a service that was steady counts as silent
 * @param longestStep a jump of log time that is longer is a time in which nobody listened
 */
public record TrafficLimits(long rangeSeconds, Duration slow, NoTrafficSignal noTraffic, Duration longestStep) {

    public TrafficLimits {
        requireNonNull(slow, "slow");
        requireNonNull(noTraffic, "noTraffic");
        requireNonNull(longestStep, "longestStep");
        if (rangeSeconds < 1) {
            throw new IllegalArgumentException("rangeSeconds: " + rangeSeconds + " (expected: >= 1)");
        }
    }
}
