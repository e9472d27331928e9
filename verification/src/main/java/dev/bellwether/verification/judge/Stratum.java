package dev.bellwether.verification.judge;

import static java.util.Objects.requireNonNull;

/**
 * What one closed window says of one operation. Only requests of the same window and operation are compared with each
 * other, so that neither a rush hour nor a change of the traffic mix looks like a regression.
 *
 * @param canary requests of the version judged
 * @param baseline requests of the version it is compared with; none where that did not run
 */
public record Stratum(Counts canary, Counts baseline) {

    public Stratum {
        requireNonNull(canary, "canary");
        requireNonNull(baseline, "baseline");
    }

    /** Whether both versions had requests, so that they can be compared. */
    public boolean isPaired() {
        return !canary.isEmpty() && !baseline.isEmpty();
    }
}
