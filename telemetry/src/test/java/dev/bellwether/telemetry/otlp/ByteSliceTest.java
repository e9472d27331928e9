package dev.bellwether.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteSliceTest {

    private static final long SEED = 20_260_107;

    @Test
    void slices_areEqualWhereTheirBytesAre() {
        Random random = new Random(SEED);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] around = new byte[length + 9];
            random.nextBytes(around);
            System.arraycopy(bytes, 0, around, 5, length);
            ByteSlice whole = ByteSlice.of(bytes);
            ByteSlice part = ByteSlice.of(around, 5, length);
            assertThat(part).isEqualTo(whole).hasSameHashCodeAs(whole);
            assertThat(part.hash(9)).isEqualTo(whole.hash(9));
            assertThat(part.toByteArray()).isEqualTo(bytes);
            for (int changed = 0; changed < length; changed++) {
                byte[] other = bytes.clone();
                other[changed] ^= (byte) (1 << random.nextInt(8));
                assertThat(part).isNotEqualTo(ByteSlice.of(other));
                assertThat(part.hash())
                        .as("seed %d", SEED)
                        .isNotEqualTo(ByteSlice.of(other).hash());
            }
        }
    }

    @Test
    void hash_dependsOnLengthSeedAndOrder() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length < 100; length++) {
            hashes.add(ByteSlice.of(new byte[length]).hash());
        }
        assertThat(hashes).hasSize(100);
        ByteSlice a = ByteSlice.of("GET");
        ByteSlice b = ByteSlice.of("/cart");
        assertThat(b.hash(a.hash())).isNotEqualTo(a.hash(b.hash()));
        assertThat(a.hash(1)).isNotEqualTo(a.hash(2));
    }

    /** What tables look at are the low bits; keys differ in a digit at their end. */
    @Test
    void hash_spreadsSimilarKeysOverATable() {
        int[] table = new int[1024];
        for (int number = 0; number < 10_240; number++) {
            table[(int) ByteSlice.of("/cart/" + number).hash() & 1023]++;
        }
        // 10 in each on average; a Poisson distribution has fewer than one in 10^6 above 30
        assertThat(Arrays.stream(table).max().getAsInt()).isLessThan(35);
        assertThat(Arrays.stream(table).filter(entries -> entries == 0).count()).isLessThan(5);
    }

    @Test
    void copy_isAKeyThatAnotherSliceFinds() {
        byte[] bytes = "cart".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ByteSlice moving = ByteSlice.of(bytes);
        Map<ByteSlice, String> map = new HashMap<>();
        map.put(moving.copy(), "kept");
        bytes[0] = 'X';
        assertThat(map).doesNotContainKey(moving).containsEntry(ByteSlice.of("cart"), "kept");
    }

    @Test
    void bytes_areReachedWithinTheSliceOnly() {
        ByteSlice slice = ByteSlice.of(new byte[] {1, 2, 3, 4}, 1, 2);
        assertThat(slice.at(1)).isEqualTo((byte) 3);
        assertThat(slice.toHex()).isEqualTo("0203");
        assertThatThrownBy(() -> slice.at(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ByteSlice.of(new byte[3], 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
