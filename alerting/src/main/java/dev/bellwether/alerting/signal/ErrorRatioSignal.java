package dev.bellwether.alerting.signal;

import java.time.Duration;

/**
 * Too many requests fail.
 *
 * @param enabled whether it is looked for
 * @param limit errors per request that are still right, 0 to 1; more is not
 * @param hold how long it has to last before the alert fires
 * @param keepFiring how long the alert stays after it ended
 * @param severity label of that name
 */
public record ErrorRatioSignal(boolean enabled, double limit, Duration hold, Duration keepFiring, String severity) {

    public static final ErrorRatioSignal DEFAULT =
            new ErrorRatioSignal(true, 0.05, Duration.ofMinutes(2), Duration.ZERO, "critical");

    public ErrorRatioSignal {
        if (!(limit >= 0 && limit < 1)) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 0 <= limit < 1)");
        }
        SignalChecks.notNegative("hold", hold);
        SignalChecks.notNegative("keepFiring", keepFiring);
        SignalChecks.severity(severity);
    }

    public ErrorRatioSignal withLimit(double newLimit) {
        return new ErrorRatioSignal(enabled, newLimit, hold, keepFiring, severity);
    }

    public ErrorRatioSignal withHold(Duration newHold) {
        return new ErrorRatioSignal(enabled, limit, newHold, keepFiring, severity);
    }

    public ErrorRatioSignal withKeepFiring(Duration newKeepFiring) {
        return new ErrorRatioSignal(enabled, limit, hold, newKeepFiring, severity);
    }
}
