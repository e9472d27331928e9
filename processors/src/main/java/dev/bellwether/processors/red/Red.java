package dev.bellwether.processors.red;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Rate, errors and durations of one operation. All additions are exact, in any order.
 *
 * @param slowest the slowest span, where there is one
 * @param error the slowest span with status ERROR, where there is one
 * @param durations in nanoseconds, in the binary form of {@link ExponentialHistogram}, in which they are also added up
 */
record Red(
        long calls,
        long errors,
        double adjustedCalls,
        double adjustedErrors,
        @Nullable Exemplar slowest,
        @Nullable Exemplar error,
        ByteBuffer durations) {

    static final Red NONE = new Red(0, 0, 0, 0, null, null, ByteBuffer.allocate(0));

    Red {
        requireNonNull(durations, "durations");
    }

    Red plus(OperationDelta delta) {
        return new Red(
                calls + delta.getCalls(),
                errors + delta.getErrors(),
                adjustedCalls + delta.getAdjustedCalls(),
                adjustedErrors + delta.getAdjustedErrors(),
                slower(slowest, delta.getSlowest()),
                slower(error, delta.getError()),
                sum(durations, delta.getDurations()));
    }

    static long count(ByteBuffer durations) {
        try {
            return ExponentialHistogram.count(durations);
        } catch (MalformedHistogramException e) {
            throw malformed(e);
        }
    }

    static ExponentialHistogram histogram(ByteBuffer durations) {
        try {
            return ExponentialHistogram.parse(durations.duplicate());
        } catch (MalformedHistogramException e) {
            throw malformed(e);
        }
    }

    private static ByteBuffer sum(ByteBuffer one, ByteBuffer other) {
        try {
            return ByteBuffer.wrap(ExponentialHistogram.sum(one, other));
        } catch (MalformedHistogramException e) {
            throw malformed(e);
        }
    }

    private static PoisonRecordException malformed(MalformedHistogramException e) {
        return new PoisonRecordException("durations: " + e.getMessage());
    }

    /** The slower of two, so that the result does not depend on the order in which they came. */
    private static @Nullable Exemplar slower(@Nullable Exemplar one, @Nullable Exemplar other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int order = Long.compare(one.getDurationNanos(), other.getDurationNanos());
        if (order == 0) {
            order = one.getTraceId().compareTo(other.getTraceId());
        }
        return order >= 0 ? one : other;
    }
}
