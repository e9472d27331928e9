package dev.bellwether.alerting.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketTest {

    private static final int CASES = 500;

    @Test
    void merging_doesNotDependOnTheOrder() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Bucket a = several(random);
            Bucket b = several(random);
            Bucket c = several(random);
            assertThat(a.plus(b)).as("seed %d", seed).isEqualTo(b.plus(a));
            assertThat(a.plus(b).plus(c)).as("seed %d", seed).isEqualTo(a.plus(b.plus(c)));
        }
    }

    @Test
    void bytes_giveTheSameBucket() {
        for (int seed = 0; seed < CASES; seed++) {
            Bucket bucket = several(new Random(seed));
            assertThat(Bucket.parse(bucket.toBytes())).as("seed %d", seed).isEqualTo(bucket);
        }
        Bucket empty = new Bucket(0, 0, ExponentialHistogram.EMPTY, List.of(), List.of());
        assertThat(Bucket.parse(empty.toBytes())).isEqualTo(empty);
    }

    @Test
    void tracesOfABucket_areTheSlowest() {
        Bucket bucket = Buckets.random(new Random(1));
        for (int i = 0; i < 20; i++) {
            Trace trace = new Trace(String.format("%032x", i), 10_000_000_000L + i);
            bucket = bucket.plus(new Bucket(1, 1, ExponentialHistogram.of(1), List.of(trace), List.of(trace)));
        }
        assertThat(bucket.slow())
                .extracting(Trace::durationNanos)
                .containsExactly(10_000_000_019L, 10_000_000_018L, 10_000_000_017L, 10_000_000_016L);
        assertThat(bucket.failed()).isEqualTo(bucket.slow());
    }

    @Test
    void brokenBytes_areRefused() {
        byte[] bytes = Buckets.random(new Random(1)).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Bucket.parse(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        bytes[0] = 9;
        assertThatThrownBy(() -> Bucket.parse(bytes)).hasMessageContaining("format: 9");
    }

    @Test
    void keys_sortByTimeAndParse() {
        BucketKey early = new BucketKey(255, "prod/shop/zoo", "9");
        BucketKey late = new BucketKey(256, "dev/a/b", "");
        assertThat(Arrays.compareUnsigned(early.toBytes(), late.toBytes())).isNegative();
        assertThat(Arrays.compareUnsigned(early.toBytes(), BucketKey.lowerBound(256)))
                .isNegative();
        assertThat(Arrays.compareUnsigned(BucketKey.lowerBound(256), late.toBytes()))
                .isNegative();
        assertThat(BucketKey.parse(early.toBytes())).isEqualTo(early);
        assertThat(BucketKey.parse(late.toBytes())).isEqualTo(late);
    }

    private static Bucket several(Random random) {
        Bucket bucket = Buckets.random(random);
        for (int more = random.nextInt(8); more > 0; more--) {
            bucket = bucket.plus(Buckets.random(random));
        }
        return bucket;
    }
}
