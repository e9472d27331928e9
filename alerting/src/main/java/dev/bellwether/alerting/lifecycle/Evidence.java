package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * The numbers behind a sample.
 *
 * @param from start of the range looked at, log time
 * @param to end of it, exclusive
 * @param requests entry spans in the range
 * @param errors of those, spans with status ERROR
 * @param complete whether every source had been read beyond the range
 * @param traceIds traces to look at, newest first, at most {@value #MAX_TRACES}
 */
public record Evidence(Instant from, Instant to, long requests, long errors, boolean complete, List<String> traceIds) {

    public static final int MAX_TRACES = 10;

    public Evidence {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        if (errors < 0 || errors > requests) {
            throw new IllegalArgumentException("errors: " + errors + " (expected: 0.." + requests + ")");
        }
        traceIds = List.copyOf(traceIds);
        if (traceIds.size() > MAX_TRACES) {
            throw new IllegalArgumentException("traceIds: " + traceIds.size() + " (expected: <= " + MAX_TRACES + ")");
        }
    }
}
