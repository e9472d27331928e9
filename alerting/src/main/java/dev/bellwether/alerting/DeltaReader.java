package dev.bellwether.alerting;

import dev.bellwether.alerting.signal.Bucket;
import dev.bellwether.alerting.signal.Trace;
import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.histogram.HistogramRecorder;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deltas as buckets: all operations of a service together. Refuses what would make sums wrong, before it gets anywhere near
 * one. Reused for one record after the other; for one thread.
 */
final class DeltaReader {

    /** Far above what an OTLP record can hold, and far below what would make a sum overflow. */
    private static final long MAX_CALLS = Integer.MAX_VALUE;

    private static final int TRACE_ID_DIGITS = 32;

    private final HistogramRecorder durations = new HistogramRecorder();

    /** @throws PoisonRecordException where it is not the key of a service */
    ServiceKey service(@Nullable String key) {
        if (key == null) {
            throw new PoisonRecordException("a delta without a key (expected: environment/namespace/name)");
        }
        try {
            return ServiceKey.parse(key);
        } catch (IllegalArgumentException e) {
            throw new PoisonRecordException("a delta whose key is not environment/namespace/name");
        }
    }

    /** @throws PoisonRecordException where counts contradict each other or a histogram cannot be read */
    Bucket bucket(RedDelta delta) {
        if (delta.getLogTime().toEpochMilli() < 0) {
            throw new PoisonRecordException("logTime: " + delta.getLogTime() + " (expected: not before 1970)");
        }
        durations.clear();
        long calls = 0;
        long errors = 0;
        List<Trace> failed = new ArrayList<>();
        List<Trace> slow = new ArrayList<>();
        for (OperationDelta operation : delta.getOperations()) {
            check(operation);
            calls += operation.getCalls();
            errors += operation.getErrors();
            add(operation.getDurations());
            add(operation.getError(), failed);
            add(operation.getSlowest(), slow);
        }
        if (durations.count() > calls) {
            throw new PoisonRecordException("durations: " + durations.count() + " (expected: at most " + calls + ")");
        }
        return new Bucket(
                calls, errors, durations.snapshot(), Bucket.slowest(failed.stream()), Bucket.slowest(slow.stream()));
    }

    private static void check(OperationDelta operation) {
        if (operation.getCalls() < 0 || operation.getCalls() > MAX_CALLS) {
            throw new PoisonRecordException("calls: " + operation.getCalls() + " (expected: 0.." + MAX_CALLS + ")");
        }
        if (operation.getErrors() < 0 || operation.getErrors() > operation.getCalls()) {
            throw new PoisonRecordException(
                    "errors: " + operation.getErrors() + " (expected: 0.." + operation.getCalls() + ")");
        }
    }

    private void add(ByteBuffer histogram) {
        if (!histogram.hasRemaining()) {
            return;
        }
        try {
            durations.add(histogram.duplicate());
        } catch (MalformedHistogramException | ArithmeticException e) {
            throw new PoisonRecordException("durations: " + e.getMessage());
        }
    }

    private static void add(@Nullable Exemplar exemplar, List<Trace> traces) {
        if (exemplar != null && exemplar.getTraceId().length() == TRACE_ID_DIGITS) {
            traces.add(new Trace(exemplar.getTraceId(), exemplar.getDurationNanos()));
        }
    }
}
