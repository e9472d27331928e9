package dev.bellwether.verification.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.verification.judge.Decision.Outcome;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BeforeProcessTest {

    @Test
    void limits_areClopperAndPearsons() {
        // The definition: at the limit, what was seen or worse has exactly the probability of being wrong.
        for (int[] seen : new int[][] {{20, 5}, {1_000, 3}, {50, 49}}) {
            Counts counts = Counts.of(seen[0], seen[1]);
            double upper = BeforeProcess.upperLimit(counts, 0.025);
            double lower = BeforeProcess.lowerLimit(counts, 0.025);
            assertThat(BinomialDistribution.of(seen[0], upper).cumulativeProbability(seen[1]))
                    .isCloseTo(0.025, within(1e-9));
            assertThat(BinomialDistribution.of(seen[0], lower).survivalProbability(seen[1] - 1))
                    .isCloseTo(0.025, within(1e-9));
        }
        assertThat(BeforeProcess.upperLimit(Counts.of(10, 0), 0.025))
                .isCloseTo(1 - Math.pow(0.025, 0.1), within(1e-12));
        assertThat(BeforeProcess.lowerLimit(Counts.of(10, 0), 0.025)).isZero();
        assertThat(BeforeProcess.upperLimit(Counts.of(10, 10), 0.025)).isOne();
        assertThat(BeforeProcess.upperLimit(Counts.NONE, 0.025)).isOne();
    }

    /** One error in a hundred requests: between 0.025 and 7.2 % may be the truth. */
    @Test
    void shortTimeBefore_provesLittle() {
        assertThat(outcome(Counts.of(100, 1), Counts.of(100_000, 10_000))).isEqualTo(Outcome.UNDECIDED);
        assertThat(outcome(Counts.of(100, 1), Counts.of(100_000, 20_000))).isEqualTo(Outcome.FAIL);
        assertThat(outcome(Counts.of(100, 1), Counts.of(100_000, 1_000))).isEqualTo(Outcome.UNDECIDED);
        assertThat(outcome(Counts.of(10_000, 100), Counts.of(100_000, 1_000))).isEqualTo(Outcome.PASS);
    }

    private static Outcome outcome(Counts before, Counts canary) {
        SequentialGate gate = new SequentialGate(GateConfig.DEFAULT);
        gate.freezeBefore(before);
        gate.observe(new Stratum(canary, Counts.NONE));
        return gate.look(Comparison.BEFORE, Duration.ofMinutes(3), Duration.ofMinutes(3))
                .outcome();
    }

    @Test
    void wrongDecisions_areRarerThanPromised() {
        check(500, 31);
    }

    @Test
    @Tag("long")
    void wrongDecisions_areRarerThanPromised_manyRuns() {
        check(20_000, 32);
    }

    private static void check(int runs, long seed) {
        GateConfig config = GateConfig.DEFAULT;
        Shares atTolerance = run(runs, seed, 0.02, 0.04);
        assertThat(atTolerance.fail()).as("FAIL, seed %d", seed).isLessThanOrEqualTo(limit(config.alpha(), runs));
        assertThat(atTolerance.pass()).as("PASS, seed %d", seed).isLessThanOrEqualTo(limit(config.beta(), runs));
        Shares same = run(runs, seed + 1, 0.02, 0.02);
        assertThat(same.fail())
                .as("FAIL of what is the same, seed %d", seed)
                .isLessThanOrEqualTo(limit(config.alpha(), runs));
        assertThat(same.pass()).as("PASS of what is the same, seed %d", seed).isGreaterThan(0.99);
        Shares bad = run(runs, seed + 2, 0.02, 0.1);
        assertThat(bad.fail()).as("FAIL of what is bad, seed %d", seed).isGreaterThan(0.99);
    }

    private static double limit(double probability, int runs) {
        return probability + 3 * Math.sqrt(probability * (1 - probability) / runs);
    }

    private record Shares(double fail, double pass) {}

    private static Shares run(int runs, long seed, double before, double canary) {
        SplittableRandom seeds = new SplittableRandom(seed);
        int fails = 0;
        int passes = 0;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = seeds.split();
            SequentialGate gate = new SequentialGate(GateConfig.DEFAULT);
            gate.freezeBefore(counts(20_000, before, random));
            Outcome outcome = Outcome.UNDECIDED;
            for (int second = 5; outcome == Outcome.UNDECIDED; second += 5) {
                gate.observe(new Stratum(counts(100, canary, random), Counts.NONE));
                outcome = gate.look(Comparison.BEFORE, Duration.ofSeconds(second), Duration.ofSeconds(second))
                        .outcome();
            }
            fails += outcome == Outcome.FAIL ? 1 : 0;
            passes += outcome == Outcome.PASS ? 1 : 0;
        }
        return new Shares((double) fails / runs, (double) passes / runs);
    }

    private static Counts counts(double mean, double errorShare, SplittableRandom random) {
        long errors = PoissonDistribution.of(mean * errorShare)
                .createSampler(random::nextLong)
                .sample();
        return Counts.of(
                errors
                        + PoissonDistribution.of(mean * (1 - errorShare))
                                .createSampler(random::nextLong)
                                .sample(),
                errors);
    }
}
