package dev.bellwether.verification.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatioProcessTest {

    @ParameterizedTest
    @ValueSource(doubles = {1.2, 1.5, 2.0, 3.0, 8.0})
    void cells_areEvenInTheLogarithm_andHoldTheRatiosAskedFor(double tolerance) {
        double[] cells = RatioProcess.cells(tolerance);
        assertThat(cells).isSorted().contains(tolerance, RatioProcess.ADVISORY).hasSizeBetween(65, 67);
        assertThat(Arrays.stream(cells).anyMatch(r -> Math.abs(r - 1) < 1e-12)).isTrue();
        assertThat(cells[0]).isCloseTo(1.0 / 16, within(1e-12));
        assertThat(cells[cells.length - 1]).isCloseTo(16, within(1e-12));
    }

    /**
     * The e-values, written out as products of binomial probabilities, which is what the sums of logarithms stand for.
     */
    @Test
    void eValues_areMeansOfLikelihoodRatios() {
        long[][] strata = {{30, 1, 270, 2}, {10, 2, 20, 0}, {55, 0, 55, 3}, {7, 1, 400, 9}};
        RatioProcess test = new RatioProcess(2, 0.01);
        double[] cells = RatioProcess.cells(2);
        double worse = 0;
        double better = 0;
        double[] products = new double[cells.length];
        Arrays.fill(products, 1);
        for (long[] s : strata) {
            test.add(s[0], s[1], s[2], s[3]);
            test.look();
            double share = (double) s[0] / (s[0] + s[2]);
            for (int k = 0; k < cells.length; k++) {
                double theta = share * cells[k] / (share * cells[k] + 1 - share);
                products[k] *=
                        BinomialDistribution.of((int) (s[1] + s[3]), theta).probability((int) s[1]);
            }
            int r = Arrays.binarySearch(cells, 2.0);
            double above =
                    Arrays.stream(products, r + 1, cells.length).average().orElseThrow() / products[r];
            double below = Arrays.stream(products, 0, r).average().orElseThrow() / products[r];
            worse = Math.max(worse, Math.log(above));
            better = Math.max(better, Math.log(below));
        }
        assertThat(test.maxWorse()).isCloseTo(worse, within(1e-9));
        assertThat(test.maxBetter()).isCloseTo(better, within(1e-9));
    }

    @Test
    void ratio_isThatWithinStrata_whateverTheMix() {
        RatioProcess test = new RatioProcess(2, 0.01);
        test.add(1_000, 100, 100, 10); // an operation with many errors that the canary serves more of
        test.add(100, 1, 1_000, 10);
        assertThat(test.ratio().orElseThrow()).isCloseTo(1, within(1e-12));
    }

    @Test
    void interval_holdsTheTruth_atEveryTime() {
        int misses = 0;
        int runs = 500;
        SplittableRandom random = new SplittableRandom(77);
        for (int run = 0; run < runs; run++) {
            RatioProcess test = new RatioProcess(2, 0.05);
            double truth = Math.exp(random.nextDouble(-1.5, 1.5));
            for (int window = 0; window < 100; window++) {
                test.add(100, errors(random, 100, .02 * truth), 300, errors(random, 300, .02));
                test.look();
            }
            Interval interval = test.interval();
            misses += interval.low() <= truth && truth <= interval.high() ? 0 : 1;
            assertThat(interval.high() / interval.low()).isLessThan(4);
        }
        assertThat(misses).as("of %d, seed 77", runs).isLessThanOrEqualTo((int)
                (runs * (0.05 + 3 * Math.sqrt(.05 * .95 / runs))));
    }

    @Test
    void interval_isEmpty_whereTheRatioChanged() {
        RatioProcess test = new RatioProcess(2, 0.01);
        test.add(10_000, 10, 10_000, 1_000);
        test.look();
        test.add(100_000, 100_000, 100_000, 1_000);
        test.look();
        assertThat(test.interval().isEmpty()).isTrue();
        assertThat(test.interval().hasLow()).isFalse();
        assertThat(test.interval().hasHigh()).isFalse();
    }

    @Test
    void hugeCounts_stayNumbers() {
        RatioProcess test = new RatioProcess(2, 0.01);
        for (int i = 0; i < 1_000; i++) {
            test.add(1_000_000_000L, 900_000_000L, 1_000_000_000L, 1_000_000L);
            test.look();
        }
        assertThat(test.maxWorse()).isFinite().isGreaterThan(1e6);
        assertThat(test.maxBetter()).isZero();
    }

    private static long errors(SplittableRandom random, int requests, double probability) {
        long errors = 0;
        for (int i = 0; i < requests; i++) {
            errors += random.nextDouble() < probability ? 1 : 0;
        }
        return errors;
    }
}
