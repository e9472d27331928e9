package dev.bellwether.verification.judge;

import static java.util.Objects.requireNonNull;

/**
 * What a gate says at one look.
 *
 * @param reason why, in words for a person
 */
public record Decision(Outcome outcome, String reason) {

    /** What can be said. */
    public enum Outcome {
        /** Not yet. */
        UNDECIDED,
        /** Proven to err less than the tolerance times as often, or below the floor. */
        PASS,
        /** Proven to err more than the tolerance times as often, and above the floor. */
        FAIL,
        /** Neither could be proven. */
        INCONCLUSIVE
    }

    public Decision {
        requireNonNull(outcome, "outcome");
        requireNonNull(reason, "reason");
    }

    /** Whether this is the last word: it will never change. */
    public boolean isFinal() {
        return outcome != Outcome.UNDECIDED;
    }
}
