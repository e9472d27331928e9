package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.Ledger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Clients that send without end what a {@link Fleet} shows, one request after the other, and write into the {@link Ledger}
 * what was acknowledged. Now and then one sends a request again although it was, as a client does whose answer was lost.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 6;
    private static final long PAUSE_MILLIS = 40;
    private static final int SENT_AGAIN_ONE_IN = 20;
    private static final long PATIENCE_SECONDS = 240;

    private final Fleet fleet;
    private final Ledger ledger;
    private final OtlpClient client;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> clients = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong sentAgain = new AtomicLong();
    private volatile boolean stopping;

    private Load(Fleet fleet, Ledger ledger, Supplier<Optional<URI>> server) {
        this.fleet = fleet;
        this.ledger = ledger;
        this.client = new OtlpClient(server);
    }

    static Load start(Fleet fleet, Ledger ledger, Supplier<Optional<URI>> server, long seed) {
        Load load = new Load(fleet, ledger, server);
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(seed + i);
            load.clients.add(load.threads.submit(() -> load.run(random)));
        }
        return load;
    }

    private Void run(Random random) throws InterruptedException {
        while (!stopping) {
            TraceRequest request = fleet.request(random, Instant.now());
            client.sendUntilAcknowledged(request);
            ledger.add(request.adds());
            acknowledged.incrementAndGet();
            if (random.nextInt(SENT_AGAIN_ONE_IN) == 0) {
                client.sendUntilAcknowledged(request);
                sentAgain.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    /** Whether all clients are at work; none ends before it is told to, unless it met what it does not understand. */
    boolean running() {
        return clients.stream().noneMatch(Future::isDone);
    }

    /** Makes no new requests, and returns when all there were are acknowledged. */
    void finish() throws InterruptedException {
        stopping = true;
        try {
            for (Future<?> each : clients) {
                each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("load could not be finished: " + this, e);
        }
    }

    /** Ends the clients wherever they are. */
    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return acknowledged + " requests acknowledged, " + sentAgain + " of them sent once more on purpose; " + client;
    }
}
