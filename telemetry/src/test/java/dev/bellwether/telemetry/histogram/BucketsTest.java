package dev.bellwether.telemetry.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final long SEED = 20_260_103;

    /** Exact: v <= 2^(edge/32) is v^32 <= 2^edge, in whole numbers. */
    private static boolean isAtMost(long value, int edge) {
        return BigInteger.valueOf(value).pow(32).compareTo(BigInteger.ONE.shiftLeft(edge)) <= 0;
    }

    private static void assertIsInItsBucket(long value) {
        int index = Buckets.indexOf(value);
        assertThat(isAtMost(value, index + 1)).as("upper edge of %d", value).isTrue();
        if (index >= 0) {
            assertThat(isAtMost(value, index)).as("lower edge of %d", value).isFalse();
        } else {
            assertThat(value).isEqualTo(1);
        }
    }

    @Test
    void index_isExactAtEveryEdge() {
        for (int index = 0; index <= Buckets.MAX_INDEX; index++) {
            long edge = Buckets.upperEdge(index);
            assertThat(isAtMost(edge, index + 1)).as("edge of %d", index).isTrue();
            assertIsInItsBucket(edge);
            if (edge < Long.MAX_VALUE) {
                assertThat(isAtMost(edge + 1, index + 1))
                        .as("edge of %d", index)
                        .isFalse();
                assertIsInItsBucket(edge + 1);
            }
        }
    }

    @Test
    void index_isExactForAllSmallAndForRandomNumbers() {
        for (long value = 1; value < 70_000; value++) {
            assertIsInItsBucket(value);
        }
        Random random = new Random(SEED);
        for (int round = 0; round < 50_000; round++) {
            assertIsInItsBucket(1 + DataSets.ANY_MAGNITUDE.next(random) / 2);
        }
        assertIsInItsBucket(Long.MAX_VALUE);
    }

    @Test
    void powersOfTwo_belongToTheBucketTheyEnd() {
        for (int exponent = 0; exponent < 63; exponent++) {
            assertThat(Buckets.indexOf(1L << exponent)).isEqualTo(32 * exponent - 1);
        }
        assertThat(Buckets.indexOf(Long.MAX_VALUE)).isEqualTo(Buckets.MAX_INDEX);
    }

    @Test
    void index_isThatOfDdSketchWithTheSameGamma() {
        LogarithmicMapping mapping = new LogarithmicMapping(Buckets.relativeError(Buckets.SCALE));
        Random random = new Random(SEED);
        for (int round = 0; round < 200_000; round++) {
            long value = 3 + DataSets.ANY_MAGNITUDE.next(random) / 2;
            // its logarithms are rounded, and it takes the upper edge to be in the next bucket: leave out the edges
            double position = 32 * Math.log(value) / Math.log(2);
            if (Math.abs(position - Math.rint(position)) > 1e-6) {
                assertThat(Buckets.indexOf(value)).as("%d", value).isEqualTo(mapping.index(value));
            }
        }
    }

    @Test
    void middle_isWithinTheRelativeErrorOfBothEdges() {
        double error = Buckets.relativeError(Buckets.SCALE);
        assertThat(error).isLessThan(0.0109);
        for (int index = 0; index <= Buckets.MAX_INDEX; index++) {
            double lower = Buckets.upperBound(Buckets.SCALE, index - 1);
            double upper = Buckets.upperBound(Buckets.SCALE, index);
            double middle = Buckets.middle(Buckets.SCALE, index);
            assertThat((middle - lower) / lower).isCloseTo(error, within(1e-9));
            assertThat((upper - middle) / upper).isCloseTo(error, within(1e-9));
        }
    }
}
