package dev.bellwether.demo;

import dev.bellwether.demo.Arrivals.Visit;
import dev.bellwether.demo.ShopStats.Visits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends visits to the storefront when their time has come, whether or not earlier ones have been answered (open loop): a slow
 * shop gets no less traffic, and its durations are not flattered. At most {@value #MAX_UNANSWERED} visits wait for an
 * answer; those that come on top are dropped and counted.
 */
final class Traffic {

    static final int MAX_UNANSWERED = 1_024;

    /** Where visitors go in. */
    @FunctionalInterface
    interface Door {
        /** Sends the visit; must not wait for the answer. */
        CompletableFuture<HttpAnswer> enter(Visit visit);
    }

    private final Arrivals arrivals;
    private final Door door;
    private final Thread thread;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean stopped;

    Traffic(Arrivals arrivals, Door door) {
        this.arrivals = arrivals;
        this.door = door;
        this.thread = new Thread(this::run, "shop-traffic");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        while (true) {
            Visit visit = arrivals.next();
            awaitTime(start + visit.atNanos());
            if (stopped) {
                return;
            }
            if (unanswered.get() < MAX_UNANSWERED) {
                send(visit);
            } else {
                dropped.increment();
            }
        }
    }

    private void awaitTime(long dueNanos) {
        long remaining = dueNanos - System.nanoTime();
        while (remaining > 0 && !stopped) {
            LockSupport.parkNanos(remaining);
            remaining = dueNanos - System.nanoTime();
        }
    }

    private void send(Visit visit) {
        unanswered.incrementAndGet();
        sent.increment();
        var unused = door.enter(visit).whenComplete((answer, failure) -> {
            (failure == null ? answered : failed).increment();
            unanswered.decrementAndGet();
        });
    }

    Visits visits() {
        // read against the way of a visit: never more answered than sent
        long failedNow = failed.sum();
        long answeredNow = answered.sum();
        long droppedNow = dropped.sum();
        long sentNow = sent.sum();
        return new Visits(sentNow + droppedNow, sentNow, droppedNow, answeredNow, failedNow);
    }

    /** Sends no more, and waits until all visits have been answered, as long as patience lasts. */
    void stop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        stopped = true;
        LockSupport.unpark(thread);
        thread.join(patience.toMillis());
        while (unanswered.get() > 0 && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
