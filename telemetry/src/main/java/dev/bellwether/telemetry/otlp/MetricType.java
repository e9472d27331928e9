package dev.bellwether.telemetry.otlp;

/** What a metric's data points are. */
public enum MetricType {
    /** Nothing that is known here; there are no data points. */
    NONE,
    /** Values at an instant. */
    GAUGE,
    /** Sums over an interval, monotonic or not. */
    SUM,
    /** Distributions over explicit bounds. */
    HISTOGRAM,
    /** Distributions over exponential buckets. */
    EXPONENTIAL_HISTOGRAM,
    /** Quantiles that the sender computed. */
    SUMMARY
}
