package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

    private static final int LIMIT = 1_000;

    private final Clients clients = new Clients(new ClientLimits(2, 0.5));
    private final InFlightBytes bytes = new InFlightBytes(LIMIT);

    private InFlightBytes.Reservation open(String client) {
        return bytes.open(clients.enter(client));
    }

    private static void assertRefused(InFlightBytes.Reservation reservation, long more, RejectReason reason) {
        assertThatThrownBy(() -> reservation.grow(more))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.outcome().reason()).isEqualTo(reason));
    }

    @Test
    void client_holdsNoMoreThanItsShareOfWhatOthersLeave() throws Exception {
        open("noisy").grow(300);
        InFlightBytes.Reservation second = open("noisy");
        second.grow(200);
        assertRefused(second, 1, RejectReason.CLIENT_LIMIT);

        open("quiet").grow(200);
        InFlightBytes.Reservation another = open("quiet");
        another.grow(50);
        assertRefused(another, 1, RejectReason.CLIENT_LIMIT);

        second.shrink(100);
        another.grow(50);
        assertRefused(another, 1, RejectReason.CLIENT_LIMIT);
    }

    @Test
    void singleRequestOfAClient_mayHaveAllThereIs() throws Exception {
        InFlightBytes.Reservation only = open("large");
        only.grow(LIMIT - 1);
        only.grow(1);

        assertRefused(only, 1, RejectReason.TOO_LARGE);
        assertRefused(open("large"), 1, RejectReason.OVERLOADED);
        assertRefused(open("other"), 1, RejectReason.OVERLOADED);
    }

    /** However many clients take whatever they can, in whatever steps, one more of them finds as much as each has. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 30})
    void greedyClients_leaveRoomForTheNextOne(int greedy) {
        List<InFlightBytes.Reservation> open = new ArrayList<>();
        IntStream.range(0, greedy).forEach(client -> {
            open.add(open("client " + client));
            open.add(open("client " + client));
        });
        boolean taken = true;
        while (taken) {
            taken = false;
            for (InFlightBytes.Reservation reservation : open) {
                // a request that is the only one to hold bytes is no matter of shares
                taken |= (reservation.bytes() == 0 || bytes.held() >= 2L * greedy) && reservation.tryTake(1);
            }
        }

        assertThat(LIMIT - bytes.held()).isGreaterThanOrEqualTo(LIMIT / (greedy + 1));
        assertThat(open("newcomer").tryTake(LIMIT / (greedy + 1))).isTrue();
    }

    @Test
    void requestsOfAClient_areLimited_whateverOthersDo() {
        open("noisy");
        InFlightBytes.Reservation second = open("noisy");
        assertThat(second.client().hasTooManyRequests()).isFalse();
        InFlightBytes.Reservation third = open("noisy");
        assertThat(third.client().hasTooManyRequests()).isTrue();
        assertThat(open("quiet").client().hasTooManyRequests()).isFalse();

        third.close();
        third.close();
        assertThat(second.client().hasTooManyRequests()).isFalse();
    }

    @Test
    void clientsWithoutRequests_areForgotten_andSoIsWhatTheyHeld() throws Exception {
        InFlightBytes.Reservation first = open("one");
        InFlightBytes.Reservation second = open("one");
        first.grow(400);
        first.close();
        assertThat(clients.count()).isEqualTo(1);
        second.grow(500);
        second.close();
        assertThat(clients.count()).isZero();

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Integer> done : threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        for (int round = 0; round < 20_000; round++) {
                            try (InFlightBytes.Reservation request = open("client " + round % 3)) {
                                request.tryTake(100);
                            }
                        }
                        return i;
                    })
                    .toList())) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(clients.count()).isZero();
        assertThat(bytes.held()).isZero();
        InFlightBytes.Reservation again = open("client 0");
        again.grow(1);
        assertThat(open("client 0").tryTake(499))
                .as("nothing is left of what it held")
                .isTrue();
    }

    @Test
    void limitsThatCannotBe_areRefusedByName() {
        assertThatThrownBy(() -> new ClientLimits(0, 0.5)).hasMessageContaining("maxRequests: 0");
        assertThatThrownBy(() -> new ClientLimits(1, 0)).hasMessageContaining("share: 0");
        assertThatThrownBy(() -> new ClientLimits(1, 1.1)).hasMessageContaining("share: 1.1");
        assertThatThrownBy(() -> new ClientLimits(1, Double.NaN)).hasMessageContaining("share: NaN");
    }
}
