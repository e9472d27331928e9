package dev.bellwether.telemetry.prometheus;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What became of a delta.
 *
 * @param finding how it fits to those before it
 * @param state where the series stands now; empty where it has ended
 * @param sample the cumulative sample; empty where the delta was dropped
 */
public record Accumulation(Finding finding, Optional<DeltaState> state, Optional<SeriesSample> sample) {

    public Accumulation {
        requireNonNull(finding, "finding");
        requireNonNull(state, "state");
        requireNonNull(sample, "sample");
    }

    /** How a delta fits to those before it. */
    public enum Finding {
        /** It is the first one. */
        FIRST,
        /** It begins where the last one ended. */
        CONTINUES,
        /** It begins later: the process was started anew, or something was lost. The total begins anew with it. */
        GAP,
        /** It begins earlier and ends later: two senders for one series. Dropped. */
        OVERLAPS,
        /** It ends when the last one ended or before: late, or sent twice. Dropped. */
        OUT_OF_ORDER,
        /** It says that there is no value any more. The series ends. */
        ENDS
    }
}
