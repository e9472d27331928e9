package dev.bellwether.processors.red;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.schemas.ServiceKey;
import org.jspecify.annotations.Nullable;

/** Refuses deltas that cannot be added up: nobody knows what a program of somebody else writes to the topic. */
final class DeltaCheck {

    /** More than all spans that one record can hold, and so little that no sum of such counts overflows. */
    private static final long MAX_CALLS = 1L << 40;

    private DeltaCheck() {}

    /** @throws PoisonRecordException if the delta is not where it belongs, or says what cannot be */
    static void requireSound(@Nullable String key, RedDelta delta) {
        String service = ServiceKey.from(delta).toString();
        if (!service.equals(key)) {
            throw new PoisonRecordException(
                    key == null
                            ? "a delta without a key (expected: environment/namespace/name)"
                            : "a delta of another service than its key says");
        }
        if (delta.getWindowStart().toEpochMilli() < 0 || !delta.getWindowStart().isBefore(delta.getWindowEnd())) {
            throw new PoisonRecordException("a window from " + delta.getWindowStart() + " to " + delta.getWindowEnd());
        }
        delta.getOperations().forEach(DeltaCheck::requireSound);
    }

    private static void requireSound(OperationDelta operation) {
        long calls = operation.getCalls();
        if (calls < 0 || calls > MAX_CALLS || operation.getErrors() < 0 || operation.getErrors() > calls) {
            throw new PoisonRecordException(operation.getErrors() + " errors of " + calls + " calls");
        }
        if (!Double.isFinite(operation.getAdjustedCalls()) || !Double.isFinite(operation.getAdjustedErrors())) {
            throw new PoisonRecordException("adjusted counts that are no numbers");
        }
        long durations = Red.count(operation.getDurations());
        if (durations != calls) {
            throw new PoisonRecordException(durations + " durations of " + calls + " calls");
        }
    }
}
