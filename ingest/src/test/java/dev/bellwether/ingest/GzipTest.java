package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GzipTest {

    private static final int MIB = 1 << 20;

    private final Clients clients = new Clients(ClientLimits.NONE);
    private final InFlightBytes bytes = new InFlightBytes(4L * MIB);

    @Test
    void decompresses_whateverThePieces() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            byte[] plain = new byte[random.nextInt(300_000)];
            random.nextBytes(plain);
            Arrays.fill(plain, plain.length / 3, plain.length, (byte) 7);
            try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
                Body body = pieces(reservation, Bytes.gzip(plain), random);
                assertThat(Gzip.decompress(body, MIB).join())
                        .as("seed %d", seed)
                        .isEqualTo(plain);
                assertThat(bytes.held()).as("seed %d", seed).isEqualTo(plain.length);
            }
            assertThat(bytes.held()).isZero();
        }
    }

    @Test
    void severalMembers_areOneBody() throws Exception {
        byte[] two = ByteString.copyFrom(Bytes.gzip(new byte[] {1, 2}))
                .concat(ByteString.copyFrom(Bytes.gzip(new byte[] {3})))
                .toByteArray();
        try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
            assertThat(Gzip.decompress(pieces(reservation, two, new Random(1)), MIB)
                            .join())
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void bomb_isLeftAtTheLimit() throws Exception {
        try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
            Body body = pieces(reservation, Bytes.bomb(64), new Random(1));
            int compressed = body.length();
            assertThat(refusal(body, MIB).reason()).isEqualTo(RejectReason.TOO_LARGE);
            assertThat(body.length()).as("not read to its end").isGreaterThan(compressed / 2);
        }
    }

    @Test
    void bombWithinTheLimit_isLeftWhereMemoryEnds() throws Exception {
        try (InFlightBytes.Reservation other = bytes.open(clients.enter("client"));
                InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
            other.grow(MIB);
            Body body = pieces(reservation, Bytes.bomb(64), new Random(1));
            assertThat(refusal(body, 4 * MIB).reason()).isEqualTo(RejectReason.OVERLOADED);
        }
        try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
            Body body = pieces(reservation, Bytes.bomb(64), new Random(1));
            assertThat(refusal(body, 100 * MIB).reason())
                    .as("never fits, however little is on its way besides")
                    .isEqualTo(RejectReason.TOO_LARGE);
            assertThat(bytes.held()).isLessThanOrEqualTo(bytes.limit());
        }
        assertThat(bytes.held()).isZero();
    }

    @Test
    void whatCannotBeDecompressed_staysReservedWhileItIsHeld() throws Exception {
        try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
            Body body = pieces(reservation, new byte[MIB], new Random(1));
            assertThat(refusal(body, MIB).reason()).isEqualTo(RejectReason.MALFORMED);
            assertThat(bytes.held()).isEqualTo(MIB);
        }
    }

    @Test
    void requestAsLargeAsMemory_fits_andOneByteMoreIsTooLargeNotOverload() throws Exception {
        for (int more = 0; more <= 1; more++) {
            byte[] plain = new byte[4 * MIB + more];
            new Random(1).nextBytes(plain);
            Arrays.fill(plain, 0, MIB, (byte) 0); // so that it fits while it is compressed
            try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
                Body body = pieces(reservation, Bytes.gzip(plain), new Random(1));
                if (more == 0) {
                    assertThat(Gzip.decompress(body, 4 * MIB).join()).isEqualTo(plain);
                } else {
                    assertThat(refusal(body, 4 * MIB).reason()).isEqualTo(RejectReason.TOO_LARGE);
                }
            }
        }
    }

    private static RefusedException refusal(Body body, int maxBytes) {
        return catchThrowableOfType(RefusedException.class, () -> Gzip.decompress(body, maxBytes));
    }

    private static Body pieces(InFlightBytes.Reservation reservation, byte[] bytes, Random random)
            throws RefusedException {
        Body body = new Body(reservation, Integer.MAX_VALUE);
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + random.nextInt(9000));
            body.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return body;
    }
}
