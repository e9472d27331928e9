package dev.bellwether.verification.judge;

/** What the canary is compared with. */
public enum Comparison {
    /** The version that runs beside it, window by window and operation by operation. */
    BESIDE,
    /** The service's last minutes before it. Weaker: an incident that both would have met looks like a regression. */
    BEFORE,
    /** Nothing: only the floor can be judged. */
    NONE
}
