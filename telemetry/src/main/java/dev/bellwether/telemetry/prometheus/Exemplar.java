package dev.bellwether.telemetry.prometheus;

import static java.util.Objects.requireNonNull;

/**
 * A measurement that stands for the others of a sample.
 *
 * @param labels {@code trace_id}, {@code span_id}, and what else the sender said of it
 * @param value what was measured
 * @param timeUnixNanos when, in nanoseconds since the epoch; 0 where the sender did not say
 */
public record Exemplar(SeriesLabels labels, double value, long timeUnixNanos) {

    public Exemplar {
        requireNonNull(labels, "labels");
    }
}
