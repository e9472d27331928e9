package dev.bellwether.verification.judge;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The numbers behind a decision.
 *
 * @param canary requests of the canary judged so far
 * @param baseline what they are compared with
 * @param canaryLate requests of the canary that came too late to be judged
 * @param baselineLate likewise of the baseline
 * @param ratio how many times as often the canary erred; beside a baseline this is the Mantel-Haenszel ratio over the
 *     strata, so it may differ from the quotient of the totals where the traffic mix changed. Empty where the baseline
 *     has no errors
 * @param interval where that ratio lies with probability 1 - alpha, at every time
 * @param regressionSuspected whether it is proven to err more than 1.2 times as often
 * @param requestsToDecision how many more requests of the canary would decide, if all goes on as until now; empty where
 *     they point nowhere yet
 */
public record Finding(
        Comparison comparison,
        Counts canary,
        Counts baseline,
        long canaryLate,
        long baselineLate,
        OptionalDouble ratio,
        Interval interval,
        boolean regressionSuspected,
        OptionalLong requestsToDecision) {

    public Finding {
        requireNonNull(comparison, "comparison");
        requireNonNull(canary, "canary");
        requireNonNull(baseline, "baseline");
        requireNonNull(ratio, "ratio");
        requireNonNull(interval, "interval");
        requireNonNull(requestsToDecision, "requestsToDecision");
    }
}
