package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyTest {

    private static final int MIB = 1 << 20;

    private final Clients clients = new Clients(ClientLimits.NONE);
    private final InFlightBytes bytes = new InFlightBytes(MIB + 1024);

    @Test
    void whatComesOut_takesThePlaceOfTheBlock() throws Exception {
        byte[] small = new byte[MIB];
        byte[] random = new byte[MIB];
        new Random(1).nextBytes(random); // whose block is longer than itself
        for (byte[] plain : new byte[][] {small, random}) {
            try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
                Body block = body(reservation, org.xerial.snappy.Snappy.compress(plain));
                assertThat(Snappy.decompress(block, MIB)).isEqualTo(plain);
                assertThat(bytes.held()).isEqualTo(plain.length);
            }
        }
        assertThat(bytes.held()).isZero();
    }

    /** Or many of them, each as large as a request may be, would be held by nobody's leave. */
    @Test
    void aBlockThatSaysItIsShort_staysReservedWhileItIsHeld() throws Exception {
        try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
            byte[] block = new byte[MIB];
            block[0] = 1;
            assertThat(refusal(body(reservation, block), MIB).reason()).isEqualTo(RejectReason.MALFORMED);
            assertThat(bytes.held()).isEqualTo(MIB);
        }
    }

    @Test
    void aBlockThatSaysItIsLong_isRefusedBeforeMemoryIsTaken() throws Exception {
        try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
            byte[] block = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 1}; // 2 MiB
            assertThat(refusal(body(reservation, block), 4 * MIB).reason()).isEqualTo(RejectReason.TOO_LARGE);
            assertThat(bytes.held()).isEqualTo(block.length);
        }
    }

    private static RefusedException refusal(Body block, int maxBytes) {
        return catchThrowableOfType(RefusedException.class, () -> Snappy.decompress(block, maxBytes));
    }

    private static Body body(InFlightBytes.Reservation reservation, byte[] block) throws RefusedException {
        Body body = new Body(reservation, Integer.MAX_VALUE);
        body.add(block);
        return body;
    }
}
