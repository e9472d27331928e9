package dev.bellwether.bench.audit;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;

/**
 * Rate, errors and duration. Two of them are equal where they were made of the same spans, as far as a histogram can tell.
 *
 * @param durations in nanoseconds
 */
public record Totals(long calls, long errors, ExponentialHistogram durations) {

    public static Totals ofSpan(long durationNanos, boolean failed) {
        return new Totals(1, failed ? 1 : 0, ExponentialHistogram.of(durationNanos));
    }

    /**
     * What a fact says.
     *
     * @param durations in the binary form
     * @throws IllegalArgumentException if they are not
     */
    public static Totals ofFact(long calls, long errors, ByteBuffer durations) {
        try {
            return new Totals(calls, errors, ExponentialHistogram.parse(durations.duplicate()));
        } catch (MalformedHistogramException e) {
            throw new IllegalArgumentException("durations: a histogram that cannot be read", e);
        }
    }

    public Totals plus(Totals other) {
        return new Totals(calls + other.calls, errors + other.errors, durations.plus(other.durations));
    }

    @Override
    public String toString() {
        return calls + " calls, " + errors + " errors, " + durations;
    }
}
