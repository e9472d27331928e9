package dev.bellwether.alerting.lifecycle;

/** Where an alert stands. */
public enum AlertPhase {
    /** Its condition does not hold, and did not last long enough to fire. Such an alert is not kept. */
    INACTIVE,
    /** Its condition holds, but not yet for the hold duration. */
    PENDING,
    /** Its condition has held for the hold duration. */
    FIRING,
    /** It fired, and its condition holds no longer. */
    RESOLVED
}
