package dev.bellwether.telemetry.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellwether.telemetry.otlp.Mutations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryFormTest {

    private static final long SEED = 20_260_105;

    private static ExponentialHistogram parse(String hex) throws MalformedHistogramException {
        return ExponentialHistogram.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @ParameterizedTest
    @EnumSource
    void parsing_givesBackTheHistogram(DataSets data) throws Exception {
        for (long seed = SEED; seed < SEED + 300; seed++) {
            Random random = new Random(seed);
            ExponentialHistogram histogram = ExponentialHistogram.of(data.values(random, random.nextInt(400)));
            ExponentialHistogram coarse = histogram.downscale(histogram.isEmpty() ? 5 : random.nextInt(6));
            assertThat(ExponentialHistogram.parse(ByteBuffer.wrap(coarse.toBytes())))
                    .as("seed %d", seed)
                    .isEqualTo(coarse);
        }
    }

    @Test
    void form_isAsDocumented() {
        // version, scale, one zero, three buckets: bucket -1 twice; 31 empty ones up to 31, once; 287 up to 319, 200
        // times
        HistogramRecorder recorder = new HistogramRecorder();
        for (long value : new long[] {0, 1, 1, 2}) {
            recorder.record(value);
        }
        for (int times = 0; times < 200; times++) {
            recorder.record(1024);
        }
        assertThat(recorder.snapshot().toBytes())
                .inHexadecimal()
                .isEqualTo(HexFormat.of().parseHex("01050103" + "0002" + "1f01" + "9f02c801"));
    }

    @Test
    void nothing_isNoBytes() throws Exception {
        assertThat(ExponentialHistogram.EMPTY.toBytes()).isEmpty();
        assertThat(parse("")).isSameAs(ExponentialHistogram.EMPTY);
    }

    @Test
    void buffer_isReadFromItsPositionToItsLimit() throws Exception {
        byte[] form = ExponentialHistogram.of(5, 6).toBytes();
        for (ByteBuffer buffer : List.of(
                ByteBuffer.allocate(64),
                ByteBuffer.allocateDirect(64),
                ByteBuffer.allocate(80).slice(9, 64))) {
            buffer.position(7).put(form).limit(buffer.position()).position(7);
            ByteBuffer readOnly = buffer.asReadOnlyBuffer();
            assertThat(ExponentialHistogram.parse(buffer)).isEqualTo(ExponentialHistogram.of(5, 6));
            assertThat(ExponentialHistogram.parse(readOnly)).isEqualTo(ExponentialHistogram.of(5, 6));
            assertThat(buffer.hasRemaining()).isFalse();
            assertThat(readOnly.hasRemaining()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "02 05 01 00                   | version 2",
                "01 06 01 00                   | scale 6",
                "01 ff 01 00                   | scale -1",
                "01                            | end early",
                "01 05 01                      | end early",
                "01 05 00 00                   | no values",
                "01 05 00 01 00                | 1 buckets in 1 bytes",
                "01 05 00 ff ff ff ff 07 00 01 | 2147483647 buckets in 2 bytes",
                "01 05 00 01 00 00             | a count of 0",
                "01 05 00 01 00 01 00          | 1 bytes behind",
                "01 05 00 01 80 00 01          | more bytes than it needs",
                "01 05 00 01 e1 0f 01          | a bucket 2017 above -1",
                "01 05 00 02 e0 0f 01 00 01    | a bucket 0 above 2016",
                "01 00 00 01 40 01             | a bucket 64 above -1",
                "01 05 ff ff ff ff ff ff ff ff ff 01 00                | more than 63 bits",
                "01 05 ff ff ff ff ff ff ff ff 7f 01 00 01             | a count of 1 after 9223372036854775807",
            })
    void malformedBytes_areRefusedWithTheReason(String hex, String reason) {
        assertThatExceptionOfType(MalformedHistogramException.class)
                .isThrownBy(() -> parse(hex))
                .withMessageContaining(reason);
    }

    @Test
    void greatestIndexOfEachScale_isAccepted() throws Exception {
        assertThat(parse("01 05 00 01 e0 0f 01")).isEqualTo(ExponentialHistogram.of(Long.MAX_VALUE));
        assertThat(parse("01 00 00 01 3f 01"))
                .isEqualTo(ExponentialHistogram.of(Long.MAX_VALUE).downscale(0));
    }

    @Test
    @Timeout(60)
    void damagedBytes_areRefusedOrAreTheFormOfAnotherHistogram() {
        Random random = new Random(SEED);
        List<byte[]> corpus = new ArrayList<>();
        for (DataSets data : DataSets.values()) {
            for (int size : new int[] {1, 10, 200}) {
                corpus.add(ExponentialHistogram.of(data.values(random, size)).toBytes());
            }
        }
        HistogramRecorder recorder = new HistogramRecorder();
        int accepted = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = Mutations.of(corpus.get(round % corpus.size()), random);
            String hex = HexFormat.of().formatHex(bytes);
            recorder.clear();
            try {
                ExponentialHistogram histogram = ExponentialHistogram.parse(ByteBuffer.wrap(bytes));
                assertThat(histogram.toBytes()).as(hex).isEqualTo(bytes);
                accepted++;
                if (histogram.scale() == ExponentialHistogram.SCALE) {
                    recorder.add(ByteBuffer.wrap(bytes));
                    assertThat(recorder.toBytes()).as(hex).isEqualTo(bytes);
                }
            } catch (MalformedHistogramException e) {
                assertThat(e.offset()).as(hex).isBetween(0, bytes.length);
                assertThatExceptionOfType(MalformedHistogramException.class)
                        .as(hex)
                        .isThrownBy(() -> recorder.add(ByteBuffer.wrap(bytes)));
                assertThat(recorder.isEmpty()).as(hex).isTrue();
            }
        }
        assertThat(accepted).isBetween(10_000, 190_000);
    }
}
