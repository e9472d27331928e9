package dev.bellwether.telemetry.otlp;

/** The kinds of telemetry that have an OTLP request of their own here. */
public enum Signal {
    /** {@code ExportTraceServiceRequest}; its items are spans. */
    TRACES,
    /** {@code ExportMetricsServiceRequest}; its items are data points, of all five types. */
    METRICS,
    /** {@code ExportLogsServiceRequest}; its items are log records. */
    LOGS
}
