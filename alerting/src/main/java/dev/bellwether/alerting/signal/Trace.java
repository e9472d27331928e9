package dev.bellwether.alerting.signal;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One span that was kept as an example.
 *
 * @param traceId 32 lower-case hexadecimal digits
 */
public record Trace(String traceId, long durationNanos) {

    /** Slowest first; among equals by trace id, so that the order does not depend on who came first. */
    static final Comparator<Trace> SLOWEST_FIRST =
            Comparator.comparingLong(Trace::durationNanos).reversed().thenComparing(Trace::traceId);

    public Trace {
        requireNonNull(traceId, "traceId");
    }
}
