package dev.bellwether.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeHistogramTest {

    private static final double SMALL = 1e-9;

    /** The histogram of values, made one by one. */
    private static NativeHistogram of(int schema, double zeroThreshold, double... values) {
        NativeHistogram all =
                NativeHistogram.builder().schema(schema).zero(zeroThreshold, 0).build();
        for (double value : values) {
            NativeHistogramBuilder one = NativeHistogram.builder()
                    .schema(schema)
                    .count(1)
                    .sum(value)
                    .zero(zeroThreshold, Math.abs(value) <= zeroThreshold ? 1 : 0);
            int index = (int) Math.ceil(Math.log(Math.abs(value)) / Math.log(2) * Math.pow(2, schema) - SMALL);
            if (value > zeroThreshold) {
                one.positive(index, 1);
            } else if (value < -zeroThreshold) {
                one.negative(index, 1);
            }
            all = plus(all, one.build());
        }
        return all;
    }

    private static NativeHistogram plus(NativeHistogram a, NativeHistogram b) {
        try {
            return a.plus(b).histogram();
        } catch (IncompatibleBucketsException e) {
            throw new AssertionError(e);
        }
    }

    private static double[] randomValues(Random random, int size) {
        return random.doubles(size, -4, 4)
                .map(exponent -> (random.nextBoolean() ? 1 : -1) * Math.pow(2, exponent))
                .toArray();
    }

    @Test
    void sum_isTheHistogramOfAllValues_whateverTheResolutions() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            double[] a = randomValues(random, random.nextInt(20));
            double[] b = randomValues(random, random.nextInt(20));
            int schema = random.nextInt(9) - 4;
            int finer = schema + random.nextInt(9 - schema);
            double[] all = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, all, a.length, b.length);
            NativeHistogram sum = plus(of(schema, 0.01, a), of(finer, 0.01, b));
            NativeHistogram expected = of(schema, 0.01, all);
            assertThat(sum.buckets()).as("run %d", i).isEqualTo(expected.buckets());
            assertThat(sum.sum()).isCloseTo(expected.sum(), within(SMALL));
        }
    }

    @Test
    void differentZeroBuckets_growToTheFirstThatCutsNoBucket() {
        NativeHistogram narrow = of(0, 0.001, 0.3, 0.6, 3);
        NativeHistogram wide = of(0, 0.4, 0.2, 5);
        NativeHistogram sum = plus(narrow, wide);
        assertThat(sum.zeroThreshold()).isEqualTo(0.5);
        assertThat(sum.zeroCount()).isEqualTo(2);
        assertThat(sum.count()).isEqualTo(5);
        assertThat(plus(wide, narrow).buckets()).isEqualTo(sum.buckets());
    }

    @Test
    void customBounds_thatDiffer_areReducedToThoseOfBoth() throws IncompatibleBucketsException {
        NativeHistogram a = custom(new double[] {1, 2, 5}, 1, 2, 3, 4);
        NativeHistogram b = custom(new double[] {2, 5, 9}, 10, 20, 30, 40);
        HistogramResult sum = a.plus(b);
        assertThat(sum.boundsDiffered()).isTrue();
        assertThat(sum.histogram()).isEqualTo(custom(new double[] {2, 5}, 13, 23, 74));
        assertThatThrownBy(() -> a.plus(of(0, 0, 1))).isInstanceOf(IncompatibleBucketsException.class);
    }

    private static NativeHistogram custom(double[] bounds, double... counts) {
        return NativeHistogram.builder()
                .schema(NativeHistogram.CUSTOM_SCHEMA)
                .customBounds(bounds)
                .positive(0, counts)
                .count(Arrays.stream(counts).sum())
                .build();
    }

    @Test
    void quantileFractionAndTrimming_agree() {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            NativeHistogram histogram = of(random.nextInt(6), 0.001, randomValues(random, 50));
            double q = 0.02 + 0.96 * random.nextDouble();
            double value = histogram.quantile(q);
            assertThat(histogram.fraction(Double.NEGATIVE_INFINITY, value))
                    .as("run %d", i)
                    .isCloseTo(q, within(1e-6));
            assertThat(histogram.trimmedAbove(value).count()).isCloseTo(q * 50, within(1e-4));
            assertThat(histogram.trimmedAbove(value).count()
                            + histogram.trimmedBelow(value).count())
                    .isCloseTo(50, within(1e-6));
        }
    }

    @Test
    void anythingThatBecomesLess_isAReset() {
        NativeHistogram before = of(1, 0.1, 1, 2, 3, -4, 0.05);
        assertThat(plus(before, of(1, 0.1, 7)).isResetAfter(before)).isFalse();
        assertThat(before.isResetAfter(before)).isFalse();
        assertThat(of(1, 0.1, 1, 2, 3, 9, 0.05, 8).isResetAfter(before))
                .as("less in a bucket")
                .isTrue();
        assertThat(of(1, 0.1, 1, 2, 3, -4, 6, 6).isResetAfter(before))
                .as("less in the zero bucket")
                .isTrue();
        assertThat(of(0, 0.1, 1, 2, 3, -4, 0.05).isResetAfter(before))
                .as("coarser")
                .isFalse();
        assertThat(of(2, 0.1, 1, 2, 3, -4, 0.05).isResetAfter(before))
                .as("finer")
                .isTrue();
        assertThat(of(1, 0.01, 1, 2, 3, -4, 0.05, 0.05).isResetAfter(before))
                .as("narrower zero bucket")
                .isTrue();
        assertThat(of(1, 0.1, 1).withHint(CounterResetHint.NOT_RESET).isResetAfter(before))
                .isFalse();
    }

    @Test
    void meanOfHistograms_doesNotOverflow() throws IncompatibleBucketsException {
        NativeHistogram large =
                NativeHistogram.builder().count(Double.MAX_VALUE).sum(3).build();
        HistogramSum mean = new HistogramSum(large);
        mean.addToMean(large);
        mean.addToMean(large);
        assertThat(mean.mean().count()).isCloseTo(Double.MAX_VALUE, within(Double.MAX_VALUE * 1e-12));
        assertThat(mean.mean().sum()).isCloseTo(3, within(SMALL));
    }

    @Test
    void sums_areCompensated() throws IncompatibleBucketsException {
        HistogramSum sum = new HistogramSum(NativeHistogram.builder().sum(1).build());
        for (double value : new double[] {1e100, 1, -1e100}) {
            sum.add(NativeHistogram.builder().sum(value).build());
        }
        assertThat(sum.sum().sum()).isEqualTo(2);
    }

    @Test
    void text_isThatOfPrometheus() {
        NativeHistogram histogram = NativeHistogram.builder()
                .count(20)
                .sum(10)
                .zero(0.001, 2)
                .positive(1, 1, 2)
                .negative(0, 1, 2)
                .build();
        assertThat(histogram)
                .hasToString("{count:20, sum:10, [-2,-1):2, [-1,-0.5):1, [-0.001,0.001]:2, (1,2]:1, (2,4]:2}");
    }

    @Test
    void schemas_thatAreNone_areRefused() {
        assertThatThrownBy(() -> NativeHistogram.builder().schema(9).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schema: 9 (expected: -53, or -4..8)");
    }
}
