package dev.bellwether.telemetry.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistogramRecorderTest {

    private static final long SEED = 20_260_106;

    private final HistogramRecorder recorder = new HistogramRecorder();

    @ParameterizedTest
    @EnumSource
    void record_countsEachValueInItsBucket(DataSets data) {
        long[] values = data.values(new Random(SEED), 3000);
        Map<Integer, Long> expected = new TreeMap<>();
        long zeros = 0;
        for (long value : values) {
            recorder.record(value);
            if (value == 0) {
                zeros++;
            } else {
                expected.merge(Buckets.indexOf(value), 1L, Long::sum);
            }
        }
        ExponentialHistogram histogram = recorder.snapshot();
        Map<Integer, Long> buckets = new TreeMap<>();
        for (int position = 0; position < histogram.bucketCount(); position++) {
            buckets.put(histogram.bucketIndex(position), histogram.bucketValues(position));
        }
        assertThat(buckets).isEqualTo(expected);
        assertThat(histogram.zeroCount()).isEqualTo(zeros);
        assertThat(histogram.count()).isEqualTo(3000).isEqualTo(recorder.count());
    }

    @ParameterizedTest
    @EnumSource
    void values_histogramsAndBinaryForms_addUp(DataSets data) throws Exception {
        for (long seed = SEED; seed < SEED + 100; seed++) {
            Random random = new Random(seed);
            ExponentialHistogram a = ExponentialHistogram.of(data.values(random, random.nextInt(200)));
            ExponentialHistogram b = ExponentialHistogram.of(data.values(random, random.nextInt(200)));
            long value = data.next(random);
            recorder.clear();
            recorder.add(a);
            recorder.record(value);
            recorder.add(ByteBuffer.wrap(b.toBytes()));
            ExponentialHistogram expected = a.plus(b).plus(ExponentialHistogram.of(value));
            assertThat(recorder.snapshot()).as("seed %d", seed).isEqualTo(expected);
            assertThat(recorder.toBytes()).as("seed %d", seed).isEqualTo(expected.toBytes());
            recorder.subtract(a);
            assertThat(recorder.snapshot()).as("seed %d", seed).isEqualTo(expected.minus(a));
            assertThat(recorder.count()).isEqualTo(expected.minus(a).count());
        }
    }

    @Test
    void snapshot_staysAsItIs() {
        recorder.record(5);
        ExponentialHistogram before = recorder.snapshot();
        recorder.record(5);
        recorder.record(5_000_000);
        assertThat(before).isEqualTo(ExponentialHistogram.of(5));
        recorder.clear();
        recorder.record(9);
        assertThat(before).isEqualTo(ExponentialHistogram.of(5));
        assertThat(recorder.snapshot()).isEqualTo(ExponentialHistogram.of(9));
    }

    @Test
    void clear_leavesNothingBehind() {
        for (long value : DataSets.ANY_MAGNITUDE.values(new Random(SEED), 1000)) {
            recorder.record(value);
        }
        recorder.clear();
        assertThat(recorder.isEmpty()).isTrue();
        assertThat(recorder.snapshot()).isSameAs(ExponentialHistogram.EMPTY);
        assertThat(recorder.toBytes()).isEmpty();
        recorder.record(0);
        assertThat(recorder.snapshot()).isEqualTo(ExponentialHistogram.of(0));
    }

    @Test
    void negativeValue_isRefusedAndNotCounted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.record(-1))
                .withMessageContaining("value: -1");
        assertThat(recorder.isEmpty()).isTrue();
    }

    @Test
    void coarserHistogram_isRefused() {
        ExponentialHistogram coarse = ExponentialHistogram.of(7).downscale(4);
        recorder.record(7);
        assertThatIllegalArgumentException().isThrownBy(() -> recorder.add(coarse));
        assertThatIllegalArgumentException().isThrownBy(() -> recorder.subtract(coarse));
        assertThatExceptionOfType(MalformedHistogramException.class)
                .isThrownBy(() -> recorder.add(ByteBuffer.wrap(coarse.toBytes())))
                .withMessageContaining("scale 4");
        assertThat(recorder.snapshot()).isEqualTo(ExponentialHistogram.of(7));
    }

    @Test
    void whatIsNotAPart_isNotTakenOut() {
        recorder.record(7);
        recorder.record(70);
        assertThatIllegalArgumentException().isThrownBy(() -> recorder.subtract(ExponentialHistogram.of(7, 80)));
        assertThatIllegalArgumentException().isThrownBy(() -> recorder.subtract(ExponentialHistogram.of(7, 7)));
        assertThatIllegalArgumentException().isThrownBy(() -> recorder.subtract(ExponentialHistogram.of(0)));
        assertThat(recorder.snapshot()).isEqualTo(ExponentialHistogram.of(7, 70));
    }

    @Test
    void moreValuesThanALongHolds_areRefusedAndNotAdded() {
        ExponentialHistogram many = ExponentialHistogram.of(7);
        for (int doubling = 0; doubling < 62; doubling++) {
            many = many.plus(many);
        }
        ExponentialHistogram half = many;
        recorder.add(half);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> recorder.add(half));
        assertThat(recorder.snapshot()).isEqualTo(half);
    }
}
