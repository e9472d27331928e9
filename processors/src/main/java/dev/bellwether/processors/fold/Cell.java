package dev.bellwether.processors.fold;

import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.telemetry.histogram.HistogramRecorder;
import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.SpanView;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Counts the spans of one operation in one delta. Mutable, owned by the {@link Fold} that made it, and used again for
 * another operation once it has been frozen into an {@link OperationDelta}.
 */
final class Cell {

    private final HistogramRecorder durations = new HistogramRecorder();
    private final Candidate slowest = new Candidate();
    private final Candidate slowestError = new Candidate();
    private long calls;
    private long errors;
    private double adjustedCalls;
    private double adjustedErrors;

    void add(SpanView span, long durationNanos, double adjustedCount) {
        calls++;
        adjustedCalls += adjustedCount;
        durations.record(durationNanos);
        slowest.offer(span, durationNanos);
        if (span.isError()) {
            errors++;
            adjustedErrors += adjustedCount;
            slowestError.offer(span, durationNanos);
        }
    }

    /** What was counted, and everything back to zero. */
    OperationDelta drain(String operation) {
        OperationDelta delta = OperationDelta.newBuilder()
                .setOperation(operation)
                .setCalls(calls)
                .setErrors(errors)
                .setAdjustedCalls(adjustedCalls)
                .setAdjustedErrors(adjustedErrors)
                .setDurations(ByteBuffer.wrap(durations.snapshot().toBytes()))
                .setSlowest(slowest.exemplar())
                .setError(slowestError.exemplar())
                .build();
        clear();
        return delta;
    }

    void clear() {
        durations.clear();
        slowest.clear();
        slowestError.clear();
        calls = 0;
        errors = 0;
        adjustedCalls = 0;
        adjustedErrors = 0;
    }

    /** The slowest span so far that has ids of the right length; of equals the one with the greater trace id. */
    private static final class Candidate {

        private static final int TRACE_ID_BYTES = 16;
        private static final int SPAN_ID_BYTES = 8;

        private final byte[] ids = new byte[TRACE_ID_BYTES + SPAN_ID_BYTES];
        private long durationNanos = -1;

        void offer(SpanView span, long nanos) {
            if (nanos < durationNanos) {
                return;
            }
            ByteSlice trace = span.traceId();
            ByteSlice id = span.spanId();
            if (trace.length() != TRACE_ID_BYTES || id.length() != SPAN_ID_BYTES) {
                return;
            }
            boolean greater = Arrays.compareUnsigned(
                            trace.array(), trace.offset(), trace.offset() + TRACE_ID_BYTES, ids, 0, TRACE_ID_BYTES)
                    > 0;
            if (nanos > durationNanos || greater) {
                durationNanos = nanos;
                System.arraycopy(trace.array(), trace.offset(), ids, 0, TRACE_ID_BYTES);
                System.arraycopy(id.array(), id.offset(), ids, TRACE_ID_BYTES, SPAN_ID_BYTES);
            }
        }

        @Nullable
        Exemplar exemplar() {
            if (durationNanos < 0) {
                return null;
            }
            HexFormat hex = HexFormat.of();
            return Exemplar.newBuilder()
                    .setTraceId(hex.formatHex(ids, 0, TRACE_ID_BYTES))
                    .setSpanId(hex.formatHex(ids, TRACE_ID_BYTES, ids.length))
                    .setDurationNanos(durationNanos)
                    .build();
        }

        void clear() {
            durationNanos = -1;
        }
    }
}
