package dev.bellwether.alerting.signal;

import java.time.Duration;

/**
 * Requests take too long: their 99th percentile.
 *
 * @param enabled whether it is looked for
 * @param limit a 99th percentile that is still right; a greater one is not
 * @param hold how long it has to last before the alert fires
 * @param keepFiring how long the alert stays after it ended
 * @param severity label of that name
 */
public record LatencySignal(boolean enabled, Duration limit, Duration hold, Duration keepFiring, String severity) {

    public static final LatencySignal DEFAULT =
            new LatencySignal(true, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ZERO, "warning");

    public LatencySignal {
        SignalChecks.positive("limit", limit);
        SignalChecks.notNegative("hold", hold);
        SignalChecks.notNegative("keepFiring", keepFiring);
        SignalChecks.severity(severity);
    }

    public LatencySignal withLimit(Duration newLimit) {
        return new LatencySignal(enabled, newLimit, hold, keepFiring, severity);
    }

    public LatencySignal withHold(Duration newHold) {
        return new LatencySignal(enabled, limit, newHold, keepFiring, severity);
    }

    public LatencySignal withKeepFiring(Duration newKeepFiring) {
        return new LatencySignal(enabled, limit, hold, newKeepFiring, severity);
    }
}
