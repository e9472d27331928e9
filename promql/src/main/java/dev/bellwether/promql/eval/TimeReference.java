package dev.bellwether.promql.eval;

import dev.bellwether.promql.syntax.TimeShift;
import dev.bellwether.promql.syntax.TimeShift.At;
import java.util.OptionalLong;

/** At what time a selector looks when it is evaluated at another: a fixed one, or the same, and an offset before that. */
record TimeReference(OptionalLong fixed, long offset) {

    static TimeReference of(TimeShift shift, Evaluation evaluation) {
        OptionalLong fixed = shift.at()
                .map(at -> OptionalLong.of(millis(at, evaluation.query())))
                .orElse(OptionalLong.empty());
        return new TimeReference(fixed, evaluation.millis(shift.offset()));
    }

    private static long millis(At at, Steps query) {
        if (at instanceof At.Timestamp timestamp) {
            return timestamp.millis();
        }
        return at == At.Border.START ? query.first() : query.last();
    }

    long at(long time) {
        return fixed.orElse(time) - offset;
    }
}
