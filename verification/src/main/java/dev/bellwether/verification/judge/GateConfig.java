package dev.bellwether.verification.judge;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * What a gate demands. A deployment keeps the demands that it began with.
 *
 * @param tolerance how many times as often the canary may err as what it is compared with; more than 1, at most 8
 * @param floor error probability below which nothing is called a failure; more than 0, at most 0.5
 * @param alpha bound on the probability of a wrong FAIL, however often one looks
 * @param beta bound on the probability of a wrong PASS
 * @param minimumBake how much canary time must have been judged before a PASS; a FAIL does not wait
 * @param deadline after how long an undecided deployment ends as INCONCLUSIVE; longer than the minimum bake
 * @param maximumLateShare of either arm's requests, the share that may come too late to be judged; 0 to less than 1
 * @param beforeLength how far back the baseline reaches where none runs beside the canary
 */
public record GateConfig(
        double tolerance,
        double floor,
        double alpha,
        double beta,
        Duration minimumBake,
        Duration deadline,
        double maximumLateShare,
        Duration beforeLength) {

    /** Twice as many errors, above 0.5 %, wrongly said at most once in 100 (FAIL) and 20 (PASS) deployments. */
    public static final GateConfig DEFAULT = new GateConfig(
            2.0, 0.005, 0.01, 0.05, Duration.ofMinutes(2), Duration.ofMinutes(30), 0.05, Duration.ofMinutes(30));

    public GateConfig {
        require("tolerance", tolerance, tolerance > 1 && tolerance <= 8, "more than 1, at most 8");
        require("floor", floor, floor > 0 && floor <= 0.5, "more than 0, at most 0.5");
        require("alpha", alpha, alpha > 0 && alpha <= 0.5, "more than 0, at most 0.5");
        require("beta", beta, beta > 0 && beta <= 0.5, "more than 0, at most 0.5");
        requireNonNull(minimumBake, "minimumBake");
        requireNonNull(deadline, "deadline");
        requireNonNull(beforeLength, "beforeLength");
        require("minimumBake", minimumBake, !minimumBake.isNegative(), "not negative");
        require("deadline", deadline, deadline.compareTo(minimumBake) > 0, "longer than minimumBake");
        require(
                "maximumLateShare",
                maximumLateShare,
                maximumLateShare >= 0 && maximumLateShare < 1,
                "0 to less than 1");
        require("beforeLength", beforeLength, beforeLength.compareTo(Duration.ZERO) > 0, "more than zero");
    }

    public GateConfig withMinimumBake(Duration other) {
        return new GateConfig(tolerance, floor, alpha, beta, other, deadline, maximumLateShare, beforeLength);
    }

    public GateConfig withDeadline(Duration other) {
        return new GateConfig(tolerance, floor, alpha, beta, minimumBake, other, maximumLateShare, beforeLength);
    }

    /** Writes the demands exactly. */
    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(tolerance);
        out.writeDouble(floor);
        out.writeDouble(alpha);
        out.writeDouble(beta);
        out.writeLong(minimumBake.toMillis());
        out.writeLong(deadline.toMillis());
        out.writeDouble(maximumLateShare);
        out.writeLong(beforeLength.toMillis());
    }

    static GateConfig readFrom(DataInput in) throws IOException {
        return new GateConfig(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                Duration.ofMillis(in.readLong()),
                Duration.ofMillis(in.readLong()),
                in.readDouble(),
                Duration.ofMillis(in.readLong()));
    }

    private static void require(String name, Object value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
