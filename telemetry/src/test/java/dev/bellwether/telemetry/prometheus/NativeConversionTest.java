package dev.bellwether.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.telemetry.prometheus.SampleValue.NativeHistogram;
import dev.bellwether.telemetry.prometheus.SampleValue.Stale;
import dev.bellwether.telemetry.prometheus.SampleValue.ZeroBucket;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NativeConversionTest {

    private static ExponentialHistogramDataPoint.Builder point(int scale, int offset, Long... counts) {
        return ExponentialHistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(1)
                .setTimeUnixNano(2)
                .setScale(scale)
                .setCount(List.of(counts).stream().mapToLong(Long::longValue).sum())
                .setSum(9)
                .setPositive(buckets(offset, counts));
    }

    private static Buckets.Builder buckets(int offset, Long... counts) {
        return Buckets.newBuilder().setOffset(offset).addAllBucketCounts(List.of(counts));
    }

    private static Collected collected(AggregationTemporality temporality, ExponentialHistogramDataPoint.Builder point)
            throws Exception {
        return Collected.of(Metric.newBuilder()
                .setName("size")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(temporality)
                        .addDataPoints(point)));
    }

    private static SampleValue value(ExponentialHistogramDataPoint.Builder point) throws Exception {
        return collected(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, point)
                .only()
                .value();
    }

    @Test
    void indexes_moveByOne() throws Exception {
        ExponentialHistogramDataPoint.Builder point =
                point(3, -2, 1L, 0L, 2L).setZeroCount(4).setZeroThreshold(0.5).setNegative(buckets(7, 5L));
        assertThat(value(point))
                .isEqualTo(new NativeHistogram(
                        3, 3, 9, new ZeroBucket(0.5, 4), NativeBuckets.of(-1, 1, 0, 2), NativeBuckets.of(8, 5)));
    }

    @Test
    void zeroThreshold_isByDefaultThatOfTheSpecification() throws Exception {
        assertThat(((NativeHistogram) value(point(0, 0, 1L))).zero()).isEqualTo(new ZeroBucket(1e-128, 0));
    }

    @Test
    void lowestAndHighestScale_areKept() throws Exception {
        assertThat(((NativeHistogram) value(point(-4, 0, 1L))).schema()).isEqualTo(-4);
        assertThat(((NativeHistogram) value(point(8, 0, 1L))).schema()).isEqualTo(8);
    }

    @Test
    void finerThanANativeOne_isMadeCoarser() throws Exception {
        // buckets -3, -2 | -1 … of scale 9 lie in -2 | -1 … of scale 8
        assertThat(value(point(9, -3, 1L, 2L, 3L, 4L, 5L)))
                .isEqualTo(new NativeHistogram(
                        8, 15, 9, new ZeroBucket(1e-128, 0), NativeBuckets.of(-1, 1, 5, 9), NativeBuckets.NONE));
    }

    @Test
    void anyScaleAbove_keepsEveryCountWithinItsBorders() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            int steps = random.nextInt(13);
            int offset = random.nextInt(4000) - 2000;
            Long[] counts = LongStream.range(0, 1 + random.nextInt(40))
                    .mapToObj(index -> (long) random.nextInt(3))
                    .toArray(Long[]::new);
            NativeBuckets converted = ((NativeHistogram) value(point(8 + steps, offset, counts))).positive();
            Map<Integer, Double> expected = new HashMap<>();
            for (int index = 0; index < counts.length; index++) {
                // the first coarse upper border, in fine steps, that is not below the fine one
                int upper = (int) Math.ceil((offset + index + 1) / Math.pow(2, steps));
                expected.merge(upper, counts[index].doubleValue(), Double::sum);
            }
            Map<Integer, Double> actual = new HashMap<>();
            for (int index = 0; index < converted.size(); index++) {
                actual.put(converted.firstIndex() + index, converted.toArray()[index]);
            }
            assertThat(actual).as("round %d", round).isEqualTo(expected);
        }
    }

    @Test
    void whatNoIndexCanHold_isRefused() throws Exception {
        assertThat(refusals(point(0, Integer.MAX_VALUE, 1L))).containsExactly(Refusal.BAD_BUCKETS);
        assertThat(refusals(point(0, 0, 1L).setNegative(buckets(Integer.MAX_VALUE - 1, 1L, 1L))))
                .containsExactly(Refusal.BAD_BUCKETS);
        assertThat(value(point(Integer.MAX_VALUE, Integer.MAX_VALUE, 1L, 1L)))
                .as("made coarser it fits")
                .isInstanceOf(NativeHistogram.class);
        assertThat(value(point(0, Integer.MIN_VALUE, 1L))).isInstanceOf(NativeHistogram.class);
    }

    @Test
    void tooCoarse_isRefused() throws Exception {
        assertThat(refusals(point(-5, 0, 1L))).containsExactly(Refusal.SCALE_TOO_LOW);
    }

    @Test
    void delta_isRefused() throws Exception {
        Collected collected = collected(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, point(0, 0, 1L));
        assertThat(collected.refusals).containsExactly(Refusal.DELTA_EXPONENTIAL);
        assertThat(collected.samples).isEmpty();
    }

    @Test
    void noRecordedValue_endsTheSeries() throws Exception {
        assertThat(value(point(0, 0).setFlags(1))).isEqualTo(new Stale());
    }

    @Test
    void exemplars_areKept() throws Exception {
        ExponentialHistogramDataPoint.Builder point =
                point(0, 0, 1L).addExemplars(Exemplar.newBuilder().setAsInt(3));
        assertThat(collected(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, point)
                        .only()
                        .exemplars())
                .hasSize(1);
    }

    private static List<Refusal> refusals(ExponentialHistogramDataPoint.Builder point) throws Exception {
        return collected(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, point).refusals;
    }
}
