package dev.bellwether.alerting.signal;

import java.time.Duration;

/**
 * A service that had requests all the time has none.
 *
 * @param enabled whether it is looked for
 * @param silence how long it has to have none, whole seconds
 * @param steadyMinutes how many minutes on end it must have had some before, 1 to {@link TrafficHistory#MAX_MINUTES}
 * @param forgetAfter when it is taken to be gone for good, and the alert ends; more than {@code silence}
 * @param hold how long silence has to last on top before the alert fires
 * @param keepFiring how long the alert stays after it ended
 * @param severity label of that name
 */
public record NoTrafficSignal(
        boolean enabled,
        Duration silence,
        int steadyMinutes,
        Duration forgetAfter,
        Duration hold,
        Duration keepFiring,
        String severity) {

    public static final NoTrafficSignal DEFAULT = new NoTrafficSignal(
            true, Duration.ofMinutes(5), 60, Duration.ofHours(24), Duration.ZERO, Duration.ZERO, "info");

    public NoTrafficSignal {
        SignalChecks.wholeSeconds("silence", silence);
        SignalChecks.notNegative("hold", hold);
        SignalChecks.notNegative("keepFiring", keepFiring);
        SignalChecks.severity(severity);
        if (steadyMinutes < 1 || steadyMinutes > TrafficHistory.MAX_MINUTES) {
            throw new IllegalArgumentException(
                    "steadyMinutes: " + steadyMinutes + " (expected: 1.." + TrafficHistory.MAX_MINUTES + ")");
        }
        if (forgetAfter.compareTo(silence) <= 0) {
            throw new IllegalArgumentException("forgetAfter: " + forgetAfter + " (expected: > " + silence + ")");
        }
    }

    public NoTrafficSignal withEnabled(boolean newEnabled) {
        return new NoTrafficSignal(newEnabled, silence, steadyMinutes, forgetAfter, hold, keepFiring, severity);
    }

    public NoTrafficSignal withSilence(Duration newSilence) {
        return new NoTrafficSignal(enabled, newSilence, steadyMinutes, forgetAfter, hold, keepFiring, severity);
    }

    public NoTrafficSignal withSteadyMinutes(int newSteadyMinutes) {
        return new NoTrafficSignal(enabled, silence, newSteadyMinutes, forgetAfter, hold, keepFiring, severity);
    }

    public NoTrafficSignal withForgetAfter(Duration newForgetAfter) {
        return new NoTrafficSignal(enabled, silence, steadyMinutes, newForgetAfter, hold, keepFiring, severity);
    }
}
