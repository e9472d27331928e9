package dev.bellwether.ingest.append;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentHashTest {

    @Test
    void equalsTheHashOfGuava_atEveryLength() {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(ContentHash.of(bytes).toBytes())
                    .as("length %d of seed 1", length)
                    .isEqualTo(Hashing.murmur3_128().hashBytes(bytes).asBytes());
        }
    }

    @Test
    void partition_isInRangeAndSpreads() {
        Random random = new Random(2);
        int[] seen = new int[7];
        for (int i = 0; i < 7000; i++) {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            seen[ContentHash.of(bytes).partition(7)]++;
        }
        assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(800);
    }
}
