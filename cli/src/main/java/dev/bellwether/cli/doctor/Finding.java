package dev.bellwether.cli.doctor;

import static java.util.Objects.requireNonNull;

/**
 * What a check found.
 *
 * @param check what was looked at, in two or three words
 * @param outcome whether Bellwether can run with it
 * @param found what there is
 * @param advice what to do; empty where there is nothing to do
 */
public record Finding(String check, Outcome outcome, String found, String advice) {

    /** Whether Bellwether can run with what was found. */
    public enum Outcome {
        OK,
        /** It can, less well. */
        WARNING,
        /** It cannot, or would lose something. */
        PROBLEM,
        /** Not looked at, since something else is wrong. */
        SKIPPED
    }

    public Finding {
        requireNonNull(check, "check");
        requireNonNull(outcome, "outcome");
        requireNonNull(found, "found");
        if (advice.isEmpty() == (outcome == Outcome.PROBLEM || outcome == Outcome.WARNING)) {
            throw new IllegalArgumentException("advice: \"" + advice + "\" (expected: some for a " + Outcome.WARNING
                    + " and a " + Outcome.PROBLEM + ", else none; found: " + found + ")");
        }
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Outcome.OK, found, "");
    }

    static Finding warning(String check, String found, String advice) {
        return new Finding(check, Outcome.WARNING, found, advice);
    }

    static Finding problem(String check, String found, String advice) {
        return new Finding(check, Outcome.PROBLEM, found, advice);
    }

    static Finding skipped(String check, String why) {
        return new Finding(check, Outcome.SKIPPED, why, "");
    }

    boolean isProblem() {
        return outcome == Outcome.PROBLEM;
    }
}
