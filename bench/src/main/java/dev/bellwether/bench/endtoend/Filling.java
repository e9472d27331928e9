package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.RequestSender;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Puts requests on a topic as if they had come at a rate, from the begin of a window on: the time of the n-th one depends on nothing else. So
 * what windows there are, and what is in them, is the same however fast this machine fills the topic. It is never filled ahead of time.
 */
final class Filling {

    private static final int IN_FLIGHT = 32;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LoadRequests requests;
    private final RequestSender sender;
    private final LoadListener ledger;
    private final LoadClock clock;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private volatile Answer worst = Answer.ACKNOWLEDGED;

    Filling(LoadRequests requests, RequestSender sender, LoadListener ledger, LoadClock clock) {
        this.requests = requests;
        this.sender = sender;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Fills it.
     *
     * @param itemsPerSecond of event time
     * @return how far the time of the last request lies behind the clock's: how much slower than that rate it went
     * @throws IOException if a request is not taken
     */
    Duration fill(long count, double itemsPerSecond) throws IOException, InterruptedException {
        double nanosOfRequest = TimeUnit.SECONDS.toNanos(1) * requests.items() / itemsPerSecond;
        long begin = Math.floorDiv(clock.unixNanos(), SeriesWindow.LENGTH.toNanos()) * SeriesWindow.LENGTH.toNanos();
        long started = clock.nanos();
        for (long number = 0; number < count && taken(); number++) {
            long due = (long) (number * nanosOfRequest);
            awaitDue(started + due);
            room.acquire();
            send(number, begin + due);
        }
        room.acquire(IN_FLIGHT);
        if (!taken()) {
            throw new IOException("the topic cannot be filled: " + worst.problem());
        }
        return Duration.ofNanos(Math.max(0, clock.nanos() - started - (long) (count * nanosOfRequest)));
    }

    private void awaitDue(long nanos) {
        for (long left = nanos - clock.nanos(); left > 0; left = nanos - clock.nanos()) {
            clock.pause(Math.min(left, LONGEST_PAUSE_NANOS));
        }
    }

    private boolean taken() {
        return worst.acknowledged();
    }

    private void send(long number, long unixNanos) {
        var unused = sender.send(requests.request(number, unixNanos, sender.room()))
                .thenAccept(answer -> {
                    ledger.answered(number, unixNanos, answer);
                    if (!answer.acknowledged()) {
                        worst = answer;
                    }
                    room.release();
                });
    }
}
