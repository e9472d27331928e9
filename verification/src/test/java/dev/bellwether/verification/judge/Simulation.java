package dev.bellwether.verification.judge;

import dev.bellwether.verification.judge.Decision.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/** Deployments with Poisson traffic, judged window by window until the gate has decided. */
record Simulation(
        double canaryPerSecond,
        double baselinePerSecond,
        int operations,
        DoubleUnaryOperator baseErrorShare,
        DoubleUnaryOperator canaryTrafficShare,
        DoubleUnaryOperator ratio) {

    static final int WINDOW_SECONDS = 5;
    static final int DEADLINE_SECONDS = 1800;

    /** Traffic and base errors that stay the same. */
    static Simulation steady(double canaryPerSecond, double baselinePerSecond, double errorShare, double ratio) {
        return new Simulation(canaryPerSecond, baselinePerSecond, 1, t -> errorShare, t -> 1, t -> ratio);
    }

    Simulation withErrorShare(DoubleUnaryOperator share) {
        return new Simulation(canaryPerSecond, baselinePerSecond, operations, share, canaryTrafficShare, ratio);
    }

    Simulation withRatio(DoubleUnaryOperator other) {
        return new Simulation(
                canaryPerSecond, baselinePerSecond, operations, baseErrorShare, canaryTrafficShare, other);
    }

    /** How the gate's two-arm likelihood is fed: as built, or wrongly on purpose. */
    interface Judge {
        void observe(Stratum stratum);

        Outcome look(Duration elapsed);

        boolean regressionSuspected();
    }

    static Judge gate(GateConfig config) {
        SequentialGate gate = new SequentialGate(config);
        return new Judge() {
            @Override
            public void observe(Stratum stratum) {
                gate.observe(stratum);
            }

            @Override
            public Outcome look(Duration elapsed) {
                return gate.look(Comparison.BESIDE, elapsed, elapsed).outcome();
            }

            @Override
            public boolean regressionSuspected() {
                return gate.finding(Comparison.BESIDE).regressionSuspected();
            }
        };
    }

    /** What became of many runs. Times in seconds; not a number where no run ended so. */
    static final class Result {

        private final int runs;
        private final int advisories;
        private final double[] failSeconds;
        private final double[] passSeconds;

        private Result(int runs, int advisories, double[] failSeconds, double[] passSeconds) {
            this.runs = runs;
            this.advisories = advisories;
            this.failSeconds = failSeconds;
            this.passSeconds = passSeconds;
            Arrays.sort(failSeconds);
            Arrays.sort(passSeconds);
        }

        int fails() {
            return failSeconds.length;
        }

        double failSeconds(double quantile) {
            return quantile(failSeconds, quantile);
        }

        double passSeconds(double quantile) {
            return quantile(passSeconds, quantile);
        }

        double failShare() {
            return (double) failSeconds.length / runs;
        }

        double passShare() {
            return (double) passSeconds.length / runs;
        }

        double advisoryShare() {
            return (double) advisories / runs;
        }

        private static double quantile(double[] sorted, double q) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, q * sorted.length)];
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "runs %d: FAIL %.2f %% (median %.0f s, p99 %.0f s), PASS %.2f %% (median %.0f s, p99 %.0f s), advisory %.1f %%",
                    runs,
                    100 * failShare(),
                    quantile(failSeconds, 0.5),
                    quantile(failSeconds, 0.99),
                    100 * passShare(),
                    quantile(passSeconds, 0.5),
                    quantile(passSeconds, 0.99),
                    100 * advisoryShare());
        }
    }

    Result run(int runs, long seed, Supplier<Judge> judges) {
        SplittableRandom seeds = new SplittableRandom(seed);
        double[] fail = new double[runs];
        double[] pass = new double[runs];
        int fails = 0;
        int passes = 0;
        int advisories = 0;
        for (int run = 0; run < runs; run++) {
            Judge judge = judges.get();
            SplittableRandom random = seeds.split();
            UniformRandomProvider uniform = random::nextLong;
            Outcome outcome = Outcome.UNDECIDED;
            int seconds = 0;
            while (outcome == Outcome.UNDECIDED) {
                window(seconds, uniform, judge);
                seconds += WINDOW_SECONDS;
                outcome = judge.look(Duration.ofSeconds(seconds));
            }
            if (outcome == Outcome.FAIL) {
                fail[fails++] = seconds;
            } else if (outcome == Outcome.PASS) {
                pass[passes++] = seconds;
            }
            if (judge.regressionSuspected()) {
                advisories++;
            }
        }
        return new Result(runs, advisories, Arrays.copyOf(fail, fails), Arrays.copyOf(pass, passes));
    }

    /** Operations differ by a factor of two from one to the next, in traffic and, the other way round, in errors. */
    private void window(int seconds, UniformRandomProvider uniform, Judge judge) {
        double share = canaryTrafficShare.applyAsDouble(seconds);
        double error = baseErrorShare.applyAsDouble(seconds);
        double weights = Math.pow(2, operations) - 1;
        for (int operation = 0; operation < operations; operation++) {
            double traffic = Math.pow(2, operation) / weights * WINDOW_SECONDS;
            double operationError = error * Math.pow(2, (operations - 1) / 2.0 - operation);
            judge.observe(new Stratum(
                    counts(
                            canaryPerSecond * share * traffic,
                            Math.min(1, operationError * ratio.applyAsDouble(seconds)),
                            uniform),
                    counts(baselinePerSecond * traffic, operationError, uniform)));
        }
    }

    private static Counts counts(double mean, double errorShare, UniformRandomProvider random) {
        long errors = poisson(mean * errorShare, random);
        return Counts.of(errors + poisson(mean * (1 - errorShare), random), errors);
    }

    private static long poisson(double mean, UniformRandomProvider random) {
        return mean <= 0
                ? 0
                : PoissonDistribution.of(mean).createSampler(random).sample();
    }
}
