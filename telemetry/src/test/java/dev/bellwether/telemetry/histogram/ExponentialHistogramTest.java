package dev.bellwether.telemetry.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExponentialHistogramTest {

    private static final long SEED = 20_260_104;
    private static final int ROUNDS = 200;
    private static final double[] QUANTILES = {0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    private static ExponentialHistogram random(DataSets data, Random random) {
        return ExponentialHistogram.of(data.values(random, random.nextInt(300)));
    }

    private static ExponentialHistogram coarsened(ExponentialHistogram histogram, Random random) {
        return histogram.downscale(random.nextInt(histogram.scale() + 1));
    }

    @ParameterizedTest
    @EnumSource
    void quantile_isWithinTheRelativeErrorOfTheValueOfItsRank(DataSets data) {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Random random = new Random(seed);
            long[] values = data.values(random, 1 + random.nextInt(1000));
            ExponentialHistogram histogram = ExponentialHistogram.of(values);
            Arrays.sort(values);
            for (double q : QUANTILES) {
                long exact = values[(int) (q * (values.length - 1))];
                assertThat(histogram.quantile(q))
                        .as("seed %d, q %s", seed, q)
                        .isCloseTo(exact, within(exact * ExponentialHistogram.RELATIVE_ERROR * (1 + 1e-9)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void coarserQuantile_isWithinItsOwnRelativeError(DataSets data) {
        Random random = new Random(SEED);
        long[] values = data.values(random, 500);
        ExponentialHistogram histogram = ExponentialHistogram.of(values);
        Arrays.sort(values);
        for (int scale = ExponentialHistogram.MIN_SCALE; scale <= ExponentialHistogram.SCALE; scale++) {
            ExponentialHistogram coarse = histogram.downscale(scale);
            assertThat(coarse.count()).isEqualTo(500);
            for (double q : QUANTILES) {
                long exact = values[(int) (q * (values.length - 1))];
                assertThat(coarse.quantile(q)).isCloseTo(exact, within(exact * coarse.relativeError() * (1 + 1e-9)));
            }
        }
    }

    @Test
    void quantileOfZerosAndOnes_isExact() {
        ExponentialHistogram histogram = ExponentialHistogram.of(0, 0, 1, 1, 1);
        assertThat(histogram.quantile(0.25)).isZero();
        assertThat(histogram.quantile(0.26)).isZero();
        assertThat(histogram.quantile(0.5)).isEqualTo(1);
        assertThat(histogram.quantile(1)).isEqualTo(1);
    }

    @Test
    void quantileOfNothing_isNotANumber() {
        assertThat(ExponentialHistogram.EMPTY.quantile(0.5)).isNaN();
    }

    @Test
    void quantile_refusesWhatIsNoShare() {
        for (double q : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ExponentialHistogram.EMPTY.quantile(q))
                    .withMessageContaining("q: " + q);
        }
    }

    @ParameterizedTest
    @EnumSource
    void quantile_isThatOfDdSketch(DataSets data) {
        Random random = new Random(SEED);
        // above 2^53 a double is no longer the number that was recorded
        long[] values = Arrays.stream(data.values(random, 5000))
                .map(value -> value & (1L << 53) - 1)
                .toArray();
        DDSketch oracle =
                new DDSketch(new LogarithmicMapping(ExponentialHistogram.RELATIVE_ERROR), UnboundedSizeDenseStore::new);
        Arrays.stream(values).forEach(oracle::accept);
        ExponentialHistogram histogram = ExponentialHistogram.of(values);
        assertThat(histogram.count()).isEqualTo((long) oracle.getCount());
        for (double q : QUANTILES) {
            double expected = oracle.getValueAtQuantile(q);
            // a value on the edge of two buckets may be taken into either
            assertThat(histogram.quantile(q)).as("q %s", q).isCloseTo(expected, within(expected * 0.0222));
        }
    }

    @ParameterizedTest
    @EnumSource
    void merging_givesTheHistogramOfAllValues(DataSets data) {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Random random = new Random(seed);
            long[] some = data.values(random, random.nextInt(200));
            long[] others = data.values(random, random.nextInt(200));
            long[] all = LongStream.concat(Arrays.stream(some), Arrays.stream(others))
                    .toArray();
            assertThat(ExponentialHistogram.of(some).plus(ExponentialHistogram.of(others)))
                    .as("seed %d", seed)
                    .isEqualTo(ExponentialHistogram.of(all))
                    .hasSameHashCodeAs(ExponentialHistogram.of(all));
        }
    }

    @ParameterizedTest
    @EnumSource
    void merging_isCommutativeAndAssociativeAcrossScales(DataSets data) {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Random random = new Random(seed);
            ExponentialHistogram a = coarsened(random(data, random), random);
            ExponentialHistogram b = coarsened(random(data, random), random);
            ExponentialHistogram c = coarsened(random(data, random), random);
            assertThat(a.plus(b)).as("seed %d", seed).isEqualTo(b.plus(a));
            assertThat(a.plus(b).plus(c)).as("seed %d", seed).isEqualTo(a.plus(b.plus(c)));
            assertThat(a.plus(ExponentialHistogram.EMPTY)).isEqualTo(a);
            assertThat(ExponentialHistogram.EMPTY.plus(a)).isEqualTo(a);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takingOut_undoesMerging(DataSets data) {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Random random = new Random(seed);
            ExponentialHistogram a = random(data, random);
            ExponentialHistogram b = random(data, random);
            assertThat(a.plus(b).minus(b)).as("seed %d", seed).isEqualTo(a);
            assertThat(a.minus(a)).isEqualTo(ExponentialHistogram.EMPTY);
            ExponentialHistogram coarse = a.isEmpty() ? a : a.downscale(2);
            assertThat(coarse.plus(b).minus(b)).isEqualTo(coarse);
        }
    }

    @Test
    void takingOut_refusesWhatIsNotAPart() {
        ExponentialHistogram histogram = ExponentialHistogram.of(0, 10, 20);
        for (ExponentialHistogram other : new ExponentialHistogram[] {
            ExponentialHistogram.of(0, 0),
            ExponentialHistogram.of(10, 10),
            ExponentialHistogram.of(15),
            ExponentialHistogram.of(1000),
            ExponentialHistogram.of(10).downscale(4)
        }) {
            assertThatIllegalArgumentException().as("%s", other).isThrownBy(() -> histogram.minus(other));
        }
    }

    @Test
    void moreValuesThanALongHolds_areRefused() {
        ExponentialHistogram half = ExponentialHistogram.of(7);
        for (int doubling = 0; doubling < 62; doubling++) {
            half = half.plus(half);
        }
        ExponentialHistogram most = half;
        assertThat(most.count()).isEqualTo(1L << 62);
        assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
        assertThat(most.quantile(1)).isCloseTo(7, within(7 * ExponentialHistogram.RELATIVE_ERROR));
    }

    @ParameterizedTest
    @EnumSource
    void countAboveAnEdge_isExact(DataSets data) {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Random random = new Random(seed);
            long[] values = data.values(random, random.nextInt(300));
            ExponentialHistogram histogram = ExponentialHistogram.of(values);
            long any = data.next(random);
            long edge = ExponentialHistogram.roundUpToEdge(any);
            long expected = Arrays.stream(values).filter(value -> value > edge).count();
            assertThat(edge).isBetween(any, (long) Math.min(any * 1.0219, Long.MAX_VALUE));
            assertThat(histogram.countAbove(edge)).as("seed %d", seed).isEqualTo(expected);
            assertThat(histogram.countAbove(any)).as("seed %d", seed).isEqualTo(expected);
            assertThat(histogram.countAbove(-1)).isEqualTo(values.length);
        }
    }

    @Test
    void countAboveAPowerOfTwo_isExactAtEveryScale() {
        ExponentialHistogram histogram = ExponentialHistogram.of(0, 1, 1023, 1024, 1025, 2048, Long.MAX_VALUE);
        for (int scale = ExponentialHistogram.MIN_SCALE; scale <= ExponentialHistogram.SCALE; scale++) {
            assertThat(histogram.downscale(scale).countAbove(1024)).isEqualTo(3);
            assertThat(histogram.downscale(scale).countAbove(0)).isEqualTo(6);
            assertThat(histogram.downscale(scale).countAbove(1)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void downscaling_givesTheSameBySteps(DataSets data) {
        Random random = new Random(SEED);
        ExponentialHistogram histogram = ExponentialHistogram.of(data.values(random, 300));
        assertThat(histogram.downscale(4).downscale(1)).isEqualTo(histogram.downscale(1));
        assertThat(histogram.downscale(5)).isSameAs(histogram);
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.downscale(6));
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.downscale(-1));
    }

    @ParameterizedTest
    @EnumSource
    void approximateSum_isWithinTheRelativeError(DataSets data) {
        long[] values = data.values(new Random(SEED), 300);
        double sum = Arrays.stream(values).asDoubleStream().sum();
        assertThat(ExponentialHistogram.of(values).approximateSum())
                .isCloseTo(sum, within(sum * ExponentialHistogram.RELATIVE_ERROR * (1 + 1e-9)));
    }

    @Test
    void buckets_areListedInRisingOrder() {
        ExponentialHistogram histogram = ExponentialHistogram.of(0, 2, 1, 2, 1024);
        assertThat(histogram.zeroCount()).isEqualTo(1);
        assertThat(histogram.bucketCount()).isEqualTo(3);
        assertThat(histogram.bucketIndex(0)).isEqualTo(-1);
        assertThat(histogram.bucketIndex(1)).isEqualTo(31);
        assertThat(histogram.bucketValues(1)).isEqualTo(2);
        assertThat(histogram.bucketIndex(2)).isEqualTo(319);
        assertThatThrownBy(() -> histogram.bucketIndex(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
