package dev.bellwether.ingest.append;

import dev.bellwether.telemetry.otlp.Signal;
import java.util.Locale;

/** What requests hold, and so which topic they go to. */
public enum Feed {
    /** OTLP traces. */
    TRACES,
    /** OTLP metrics. */
    METRICS,
    /** OTLP logs. */
    LOGS,
    /** What Prometheus writes. */
    SAMPLES;

    /** The feed of a signal. */
    public static Feed of(Signal signal) {
        return switch (signal) {
            case TRACES -> TRACES;
            case METRICS -> METRICS;
            case LOGS -> LOGS;
        };
    }

    /** The value of the metrics' tag {@code signal}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
