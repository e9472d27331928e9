package dev.bellwether.verification.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.verification.judge.Decision.Outcome;
import dev.bellwether.verification.judge.Simulation.Judge;
import dev.bellwether.verification.judge.Simulation.Result;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The gate's promise, alpha and beta, where it is hard to keep: three operations that differ in traffic and errors, a
 * canary that gets 5, 25 and then 50 % of the requests, and base errors that rise from 0.4 to 5 % at the same times.
 */
class GateErrorBoundsTest {

    private static final GateConfig CONFIG = GateConfig.DEFAULT;

    private static Simulation ladder(double ratio) {
        return new Simulation(
                100,
                100,
                3,
                t -> t < 300 ? .004 : t < 600 ? .02 : .05,
                t -> t < 300 ? .05 : t < 600 ? .33 : 1,
                t -> ratio);
    }

    @Test
    void wrongDecisions_areRarerThanPromised() {
        check(1_000, 7_001);
    }

    @Test
    @Tag("long")
    void wrongDecisions_areRarerThanPromised_manyRuns() {
        check(20_000, 7_002);
    }

    private static void check(int runs, long seed) {
        Result same = ladder(1).run(runs, seed, () -> Simulation.gate(CONFIG));
        assertThat(same.failShare())
                .as("FAIL at ratio 1, seed %d: %s", seed, same)
                .isLessThanOrEqualTo(limit(CONFIG.alpha(), runs));
        assertThat(same.advisoryShare())
                .as("advisory at ratio 1, seed %d: %s", seed, same)
                .isLessThanOrEqualTo(limit(CONFIG.alpha(), runs));
        Result atTolerance = ladder(CONFIG.tolerance()).run(runs, seed + 1, () -> Simulation.gate(CONFIG));
        assertThat(atTolerance.failShare())
                .as("FAIL at the tolerance, seed %d: %s", seed, atTolerance)
                .isLessThanOrEqualTo(limit(CONFIG.alpha(), runs));
        assertThat(atTolerance.passShare())
                .as("PASS at the tolerance, seed %d: %s", seed, atTolerance)
                .isLessThanOrEqualTo(limit(CONFIG.beta(), runs));
    }

    private static double limit(double probability, int runs) {
        return probability + 3 * Math.sqrt(probability * (1 - probability) / runs);
    }

    @Test
    void likelihoodWithTheWholeDeploymentsTrafficShare_breaksThePromise() {
        int runs = 200;
        Result right = ladder(1).run(runs, 7_003, () -> new Rebuilt(false));
        Result wrong = ladder(1).run(runs, 7_003, () -> new Rebuilt(true));
        assertThat(right.failShare()).as("right: %s", right).isLessThanOrEqualTo(limit(CONFIG.alpha(), runs));
        assertThat(wrong.failShare()).as("wrong: %s", wrong).isGreaterThan(limit(CONFIG.alpha(), runs));
    }

    /**
     * The gate's rules over the same tests, with the choice of a canary share that is pooled over the whole deployment.
     */
    private static final class Rebuilt implements Judge {

        private final RatioProcess ratio = new RatioProcess(CONFIG.tolerance(), CONFIG.alpha());
        private final BoundProcess floor = new BoundProcess(CONFIG.floor());
        private final boolean pooled;
        private Counts canary = Counts.NONE;
        private Counts baseline = Counts.NONE;

        Rebuilt(boolean pooled) {
            this.pooled = pooled;
        }

        @Override
        public void observe(Stratum stratum) {
            canary = canary.plus(stratum.canary());
            baseline = baseline.plus(stratum.baseline());
            if (!stratum.isPaired()) {
                return;
            }
            Counts sharesOfCanary = pooled ? canary : stratum.canary();
            Counts sharesOfBaseline = pooled ? baseline : stratum.baseline();
            double share =
                    (double) sharesOfCanary.requests() / (sharesOfCanary.requests() + sharesOfBaseline.requests());
            ratio.addErrors(stratum.canary().errors(), stratum.baseline().errors(), share);
        }

        @Override
        public Outcome look(Duration elapsed) {
            ratio.look();
            floor.look(canary.requests(), canary.errors());
            if (ratio.maxWorse() >= -Math.log(CONFIG.alpha()) && floor.maxAbove() >= -Math.log(CONFIG.alpha())) {
                return Outcome.FAIL;
            }
            boolean passes =
                    ratio.maxBetter() >= Math.log(2 / CONFIG.beta()) || floor.maxBelow() >= Math.log(2 / CONFIG.beta());
            if (passes && elapsed.compareTo(CONFIG.minimumBake()) >= 0) {
                return Outcome.PASS;
            }
            return elapsed.compareTo(CONFIG.deadline()) >= 0 ? Outcome.INCONCLUSIVE : Outcome.UNDECIDED;
        }

        @Override
        public boolean regressionSuspected() {
            return ratio.regressionSuspected();
        }
    }
}
