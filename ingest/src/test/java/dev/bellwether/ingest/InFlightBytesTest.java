package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightBytesTest {

    private final Clients clients = new Clients(ClientLimits.NONE);
    private final InFlightBytes bytes = new InFlightBytes(100);

    @Test
    void grows_upToTheLimitAndNoFurther() throws Exception {
        InFlightBytes.Reservation first = bytes.open(clients.enter("client"));
        InFlightBytes.Reservation second = bytes.open(clients.enter("client"));
        first.grow(60);
        second.grow(40);
        assertThatThrownBy(() -> second.grow(1)).isInstanceOf(RefusedException.class);
        assertThat(bytes.held()).isEqualTo(100);
        first.close();
        second.grow(60);
        assertThat(bytes.held()).isEqualTo(100);
    }

    @Test
    void closedReservation_givesBackOnce_andTakesNothing() throws Exception {
        InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"));
        reservation.grow(10);
        reservation.shrink(4);
        reservation.close();
        reservation.close();
        reservation.shrink(5);
        assertThat(bytes.held()).isZero();
        assertThatThrownBy(() -> reservation.grow(1)).isInstanceOf(RefusedException.class);
    }

    @Test
    void manyThreads_neverHoldMoreThanTheLimit_andNothingAtTheEnd() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> most = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<Long>>mapToObj(i -> () -> growAndClose(1 + 13 * i))
                    .toList());
            for (Future<Long> held : most) {
                assertThat(held.get()).isLessThanOrEqualTo(100);
            }
            assertThat(bytes.held()).isZero();
        } finally {
            threads.shutdown();
        }
    }

    private long growAndClose(int step) {
        long most = 0;
        for (int round = 0; round < 20_000; round++) {
            try (InFlightBytes.Reservation reservation = bytes.open(clients.enter("client"))) {
                for (int i = 0; i < 4; i++) {
                    reservation.grow(step);
                    most = Math.max(most, bytes.held());
                }
            } catch (RefusedException e) {
                most = Math.max(most, bytes.held());
            }
        }
        return most;
    }
}
