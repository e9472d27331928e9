package dev.bellwether.promql.syntax;

import java.util.Optional;

/**
 * When a selector or subquery looks, other than at the time of evaluation.
 *
 * @param at the fixed time that it looks at
 * @param offset how long before that, or before the time of evaluation; negative for later
 */
public record TimeShift(Optional<At> at, DurationExpr offset) {

    /** At the time of evaluation. */
    public static final TimeShift NONE = new TimeShift(Optional.empty(), DurationExpr.ZERO);

    /** What follows an {@code @}. */
    public sealed interface At {

        /** A point in time, in milliseconds since the epoch. */
        record Timestamp(long millis) implements At {}

        /** {@code start()}, the time of the first step, or {@code end()}, that of the last one. */
        enum Border implements At {
            START,
            END
        }
    }

    TimeShift withAt(At time) {
        return new TimeShift(Optional.of(time), offset);
    }

    TimeShift withOffset(DurationExpr duration) {
        return new TimeShift(at, duration);
    }
}
