package dev.bellwether.verification.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.verification.judge.Simulation.Result;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gate with its defaults against figures that were simulated independently of it, with 1,000 to 20,000 runs each:
 * shares of FAIL and PASS within three standard errors of both, medians within 15 %, 99th percentiles within 30 %.
 */
class GateSimulationTest {

    private static final double ANY = Double.NaN;

    /** Fewest runs behind a published figure. */
    private static final int PUBLISHED_RUNS = 1_000;

    record Row(
            String name,
            Simulation simulation,
            double failShare,
            double passShare,
            double failMedian,
            double failP99,
            double passMedian,
            double passP99) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                passes("no change, 0.5 %, 50/50", Simulation.steady(50, 50, .005, 1), 1, 155, 535),
                passes("no change, 1 %, 5/95", Simulation.steady(5, 95, .01, 1), 1, 285, 990),
                passes("no change, 20 %, 15/285", Simulation.steady(15, 285, .2, 1), 1, 120, 120),
                passes("no change, rising, 10/190", rising(Simulation.steady(10, 190, 0, 1)), 1, 265, 530),
                passes("no errors, 50/50", Simulation.steady(50, 50, 0, 1), 1, 120, 120),
                passes("no errors, 5/95", Simulation.steady(5, 95, 0, 1), 1, 170, 185),
                passes("1.5 times, 1 %, 50/50", Simulation.steady(50, 50, .01, 1.5), .998, 435, 1445),
                neither("2 times, 1 %, 50/50", Simulation.steady(50, 50, .01, 2), .0065, .0065),
                neither("2 times, 10 %, 5/95", Simulation.steady(5, 95, .1, 2), .0008, .0033),
                neither("2 times, rising, 10/190", rising(Simulation.steady(10, 190, 0, 2)), .0058, .019),
                fails("2.5 times, 1 %, 30/270", Simulation.steady(30, 270, .01, 2.5), .998, .001, 460, 1315),
                fails("3 times, 1 %, 30/270", Simulation.steady(30, 270, .01, 3), 1, 0, 120, 370),
                fails("3 times, 0.5 %, 15/285", Simulation.steady(15, 285, .005, 3), 1, 0, 385, 1330),
                fails("5 times, 0.5 %, 15/285", Simulation.steady(15, 285, .005, 5), 1, 0, 55, 195),
                fails("1 % to 20 %, 30/270", Simulation.steady(30, 270, .01, 20), 1, 0, 5, 10),
                fails("1 % to 20 %, 50/50", Simulation.steady(50, 50, .01, 20), 1, 0, 5, 10));
    }

    private static Simulation rising(Simulation simulation) {
        return simulation.withErrorShare(t -> .002 + (.05 - .002) * t / Simulation.DEADLINE_SECONDS);
    }

    private static Row passes(String name, Simulation simulation, double passShare, double median, double p99) {
        return new Row(name, simulation, 0, passShare, ANY, ANY, median, p99);
    }

    private static Row fails(
            String name, Simulation simulation, double failShare, double passShare, double median, double p99) {
        return new Row(name, simulation, failShare, passShare, median, p99, ANY, ANY);
    }

    private static Row neither(String name, Simulation simulation, double failShare, double passShare) {
        return new Row(name, simulation, failShare, passShare, ANY, ANY, ANY, ANY);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void sharesAndTimesAreThePublishedOnes(Row row) {
        check(row, 800, 20_260_101);
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Tag("long")
    void sharesAndTimesAreThePublishedOnes_manyRuns(Row row) {
        check(row, 10_000, 20_260_102);
    }

    /**
     * A fault is found within 30 s of log time: 15 s of windows, up to 5 s until the first of them begins, 10 s of
     * grace.
     */
    @Test
    void tenPercentOfThreeHundredRequests_turningFromOneToTwentyPercentErrors_failWithinFifteenSecondsOfData() {
        Result atOnce = Simulation.steady(30, 270, .01, 20).run(1_000, 51, () -> Simulation.gate(GateConfig.DEFAULT));
        assertThat(atOnce.fails()).isEqualTo(1_000);
        assertThat(atOnce.failSeconds(1)).as("%s", atOnce).isLessThanOrEqualTo(15);
        // after a minute of health, which weighs against a failure
        Result later = Simulation.steady(30, 270, .01, 1)
                .withRatio(t -> t < 60 ? 1 : 20)
                .run(1_000, 52, () -> Simulation.gate(GateConfig.DEFAULT));
        assertThat(later.fails()).isEqualTo(1_000);
        assertThat(later.failSeconds(0.99)).as("%s", later).isLessThanOrEqualTo(60 + 15);
    }

    private static void check(Row row, int runs, long seed) {
        Result result = row.simulation().run(runs, seed, () -> Simulation.gate(GateConfig.DEFAULT));
        String what = row + ", seed " + seed + ": " + result;
        assertThat(result.failShare())
                .as("FAIL, %s", what)
                .isCloseTo(row.failShare(), within(error(row.failShare(), runs)));
        assertThat(result.passShare())
                .as("PASS, %s", what)
                .isCloseTo(row.passShare(), within(error(row.passShare(), runs)));
        close(what, result.failSeconds(0.5), row.failMedian(), 0.15);
        close(what, result.failSeconds(0.99), row.failP99(), 0.3);
        close(what, result.passSeconds(0.5), row.passMedian(), 0.15);
        close(what, result.passSeconds(0.99), row.passP99(), 0.3);
        if (row.simulation().ratio().applyAsDouble(0) == 2) {
            assertThat(result.advisoryShare()).as("advisory, %s", what).isGreaterThan(0.96);
        }
    }

    /**
     * Three standard errors of the difference of two simulations; rarer than once in the published runs cannot be told
     * from never.
     */
    private static double error(double share, int runs) {
        double p = Math.min(Math.max(share, 1.0 / PUBLISHED_RUNS), 1 - 1.0 / PUBLISHED_RUNS);
        return 3 * Math.sqrt(p * (1 - p) * (1.0 / runs + 1.0 / PUBLISHED_RUNS));
    }

    /** Times come in windows: one window more or less is no difference. */
    private static void close(String what, double seconds, double expected, double tolerance) {
        if (!Double.isNaN(expected)) {
            assertThat(seconds)
                    .as("time, %s", what)
                    .isCloseTo(expected, within(Math.max(Simulation.WINDOW_SECONDS, tolerance * expected)));
        }
    }
}
