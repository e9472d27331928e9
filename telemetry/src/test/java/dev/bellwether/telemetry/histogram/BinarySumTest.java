package dev.bellwether.telemetry.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellwether.telemetry.otlp.Mutations;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinarySumTest {

    private static final long SEED = 20_260_121;

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static ExponentialHistogram random(DataSets data, Random random) {
        ExponentialHistogram histogram = ExponentialHistogram.of(data.values(random, random.nextInt(300)));
        return random.nextInt(4) > 0 || histogram.isEmpty() ? histogram : histogram.downscale(random.nextInt(6));
    }

    @ParameterizedTest
    @EnumSource
    void sumOfForms_isTheFormOfTheSum(DataSets data) throws Exception {
        for (long seed = SEED; seed < SEED + 300; seed++) {
            Random random = new Random(seed);
            ExponentialHistogram one = random(data, random);
            ExponentialHistogram other = random(DataSets.values()[random.nextInt(DataSets.values().length)], random);
            ByteBuffer oneForm = ByteBuffer.wrap(one.toBytes());
            ByteBuffer otherForm = ByteBuffer.wrap(other.toBytes()).asReadOnlyBuffer();
            byte[] expected = one.plus(other).toBytes();
            assertThat(ExponentialHistogram.sum(oneForm, otherForm))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            assertThat(ExponentialHistogram.sum(otherForm, oneForm))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            assertThat(ExponentialHistogram.count(oneForm)).as("seed %d", seed).isEqualTo(one.count());
            assertThat(oneForm.position()).isZero();
        }
    }

    @Test
    void counts_growIntoMoreBytes() throws Exception {
        ByteBuffer form = hex("01057f01007f"); // 127 zeros, 127 ones
        assertThat(ExponentialHistogram.sum(form, form))
                .inHexadecimal()
                .isEqualTo(hex("0105fe010100fe01").array());
    }

    @Test
    void moreValuesThanThereAreNumbers_areRefused() {
        ByteBuffer most = hex("0105ffffffffffffffff7f00");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> ExponentialHistogram.sum(most, hex("01050100")));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> ExponentialHistogram.sum(most, hex("010500010001")));
    }

    @Test
    void damagedBytes_areRefusedAsWhereTheyAreParsed() {
        Random random = new Random(SEED);
        byte[] sound =
                ExponentialHistogram.of(DataSets.LOG_NORMAL.values(random, 50)).toBytes();
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            ByteBuffer damaged = ByteBuffer.wrap(Mutations.of(sound, random));
            Throwable parsed = catchThrowable(() -> ExponentialHistogram.parse(damaged.duplicate()));
            Throwable added = catchThrowable(() -> ExponentialHistogram.sum(ByteBuffer.wrap(sound), damaged));
            Throwable addedToNothing = catchThrowable(() -> ExponentialHistogram.sum(damaged, ByteBuffer.allocate(0)));
            Throwable counted = catchThrowable(() -> ExponentialHistogram.count(damaged));
            if (parsed == null) {
                assertThat(added).as("round %d", round).isNull();
                accepted++;
            } else {
                assertThat(added).as("round %d", round).hasMessage(parsed.getMessage());
                assertThat(addedToNothing).as("round %d", round).hasMessage(parsed.getMessage());
                assertThat(counted).as("round %d", round).hasMessage(parsed.getMessage());
            }
        }
        assertThat(accepted).isBetween(1_000, 19_000);
    }
}
