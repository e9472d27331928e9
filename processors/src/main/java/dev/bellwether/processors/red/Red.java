package dev.bellwether.processors.red;

import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Rate, errors and duration: what one more delta makes of a window. All additions are exact, in any order. */
final class Red {

    private static final double NANOS_PER_MILLI = 1e6;

    private Red() {}

    static RedWindow empty(RedDelta delta, String operation) {
        return RedWindow.newBuilder()
                .setEnvironment(delta.getEnvironment())
                .setNamespace(delta.getNamespace())
                .setService(delta.getService())
                .setVersion(delta.getVersion())
                .setOperation(operation)
                .setWindowStart(delta.getWindowStart())
                .setWindowEnd(delta.getWindowEnd())
                .build();
    }

    /**
     * Adds an operation's delta to its window, in place: the window belongs to the caller, who has just read it from the
     * store or made it.
     */
    static void add(RedWindow window, OperationDelta delta) {
        ExponentialHistogram durations = histogram(window.getDurations()).plus(histogram(delta.getDurations()));
        window.setDurations(ByteBuffer.wrap(durations.toBytes()));
        window.setCalls(window.getCalls() + delta.getCalls());
        window.setErrors(window.getErrors() + delta.getErrors());
        window.setAdjustedCalls(window.getAdjustedCalls() + delta.getAdjustedCalls());
        window.setAdjustedErrors(window.getAdjustedErrors() + delta.getAdjustedErrors());
        window.setSlowest(slower(window.getSlowest(), delta.getSlowest()));
        window.setError(slower(window.getError(), delta.getError()));
    }

    /** The window with its quantiles, which are computed only where they are shown. */
    static RedWindow withQuantiles(RedWindow window) {
        ExponentialHistogram durations = histogram(window.getDurations());
        window.setP50Millis(durations.quantile(0.50) / NANOS_PER_MILLI);
        window.setP90Millis(durations.quantile(0.90) / NANOS_PER_MILLI);
        window.setP95Millis(durations.quantile(0.95) / NANOS_PER_MILLI);
        window.setP99Millis(durations.quantile(0.99) / NANOS_PER_MILLI);
        return window;
    }

    static ExponentialHistogram histogram(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return ExponentialHistogram.EMPTY;
        }
        try {
            return ExponentialHistogram.parse(bytes.duplicate());
        } catch (MalformedHistogramException e) {
            throw new PoisonRecordException("durations: " + e.getMessage());
        }
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
