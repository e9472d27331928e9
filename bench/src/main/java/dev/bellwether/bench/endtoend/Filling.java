package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.RequestSender;
import dev.bellwether.bench.load.SpanLedger;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Sends so many requests as fast as they are taken. */
final class Filling {

    private static final int IN_FLIGHT = 32;

    private final LoadRequests requests;
    private final RequestSender sender;
    private final SpanLedger ledger;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicReference<Answer> worst = new AtomicReference<>(Answer.ACKNOWLEDGED);

    Filling(LoadRequests requests, RequestSender sender, SpanLedger ledger) {
        this.requests = requests;
        this.sender = sender;
        this.ledger = ledger;
    }

    /** @throws IOException if one of them is not taken */
    void fill(long count) throws IOException, InterruptedException {
        for (long number = 0; number < count && taken(); number++) {
            room.acquire();
            send(number);
        }
        room.acquire(IN_FLIGHT);
        if (!taken()) {
            throw new IOException("the topic cannot be filled: " + worst.get());
        }
    }

    private boolean taken() {
        return Answer.ACKNOWLEDGED.equals(worst.get());
    }

    private void send(long number) {
        long now = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
        var unused = sender.send(requests.request(number, now, sender.room())).thenAccept(answer -> {
            boolean acknowledged = Answer.ACKNOWLEDGED.equals(answer);
            ledger.answered(number, now, acknowledged);
            if (!acknowledged) {
                worst.set(answer);
            }
            room.release();
        });
    }
}
