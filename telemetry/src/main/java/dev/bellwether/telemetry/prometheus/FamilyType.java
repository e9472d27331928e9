package dev.bellwether.telemetry.prometheus;

/** What a metric family of Prometheus is. */
public enum FamilyType {
    COUNTER,
    GAUGE,
    /** Classic, with a series for each bucket, or native. */
    HISTOGRAM,
    SUMMARY
}
