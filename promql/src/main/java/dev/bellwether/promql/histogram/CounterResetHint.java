package dev.bellwether.promql.histogram;

/** What is known about a histogram and the one before it in its series. */
public enum CounterResetHint {
    /** Nothing: the two have to be compared. */
    UNKNOWN,
    /** The counter started anew. */
    RESET,
    /** The counter went on. */
    NOT_RESET,
    /** It is no counter. */
    GAUGE
}
