package dev.bellwether.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Sends requests by a plan. With a rate the loop is open: the n-th request is due at a time that does not depend on how those before it
 * fared, and its latency counts from then, so a server that stalls shows in the latencies of all that came meanwhile.
 */
public final class LoadRun {

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** What is due by the end may be sent a little later, where nothing but this process is in its way. */
    private static final long OVERTIME_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoadPlan plan;
    private final LoadRequests requests;
    private final RequestSender sender;
    private final LoadListener listener;
    private final BooleanSupplier stop;
    private final LoadClock clock;
    private final long startNanos;
    private final Outcomes outcomes = new Outcomes();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong stoppedNanos = new AtomicLong(Long.MAX_VALUE);
    private final Semaphore inFlight;
    private volatile boolean crowded;
    private volatile boolean over;

    /** @param stop asked often; ends the load early */
    public LoadRun(
            LoadPlan plan, LoadRequests requests, RequestSender sender, LoadListener listener, BooleanSupplier stop) {
        this(plan, requests, sender, listener, stop, LoadClock.SYSTEM);
    }

    LoadRun(
            LoadPlan plan,
            LoadRequests requests,
            RequestSender sender,
            LoadListener listener,
            BooleanSupplier stop,
            LoadClock clock) {
        this.plan = plan;
        this.requests = requests;
        this.sender = sender;
        this.listener = listener;
        this.stop = stop;
        this.clock = clock;
        this.startNanos = clock.nanos();
        this.inFlight = new Semaphore(plan.maxInFlight());
    }

    /** Sends until the plan ends or somebody stops it, waits for the answers that are missing, and says what was achieved. */
    public LoadSummary run() throws InterruptedException {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < plan.threads(); i++) {
            others.add(CompletableFuture.runAsync(this::workAside, LoadRun::start));
        }
        new Worker().work();
        others.forEach(CompletableFuture::join);
        inFlight.acquire(plan.maxInFlight());
        over = true;
        return summary();
    }

    private void workAside() {
        try {
            new Worker().work();
        } catch (InterruptedException interrupted) {
            throw new CompletionException(interrupted);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was achieved so far; what is unsent or overdue is known at the end only. */
    public LoadSummary summary() {
        if (!over) {
            return outcomes.summary(Duration.ofNanos(elapsed()), requests.items(), Backlog.NONE);
        }
        long end = Math.min(stoppedNanos.get(), plan.duration().toNanos());
        long left = Math.max(0, plan.dueBy(end, requests.items()) - sent.get());
        long elapsed = plan.isOpenLoop() ? Math.max(end, outcomes.lastNanos()) : outcomes.lastNanos();
        return outcomes.summary(
                Duration.ofNanos(elapsed), requests.items(), crowded ? new Backlog(left, 0) : new Backlog(0, left));
    }

    /** When the load ends, in nanoseconds since its start; nothing that is due then or later is sent. */
    private long end(long now) {
        if (stop.getAsBoolean()) {
            stoppedNanos.accumulateAndGet(now, Math::min);
        }
        return Math.min(stoppedNanos.get(), plan.duration().toNanos());
    }

    private long elapsed() {
        return clock.nanos() - startNanos;
    }

    /** Sends one request after the other, on one thread. */
    private final class Worker {

        /** When there was room again, after it had waited for some: until then it was not late by its own fault. */
        private long roomNanos;

        void work() throws InterruptedException {
            while (true) {
                long number = next.getAndIncrement();
                long due = plan.dueNanos(number, requests.items());
                if (!awaitDue(due) || !awaitRoom()) {
                    return;
                }
                send(number, due);
            }
        }

        /** Whether it becomes due before the load ends. */
        private boolean awaitDue(long due) {
            long now = elapsed();
            while (due < end(now)) {
                if (due <= now) {
                    return true;
                }
                clock.pause(Math.min(due - now, LONGEST_PAUSE_NANOS));
                now = elapsed();
            }
            return false;
        }

        /** Whether there is room in time. */
        private boolean awaitRoom() throws InterruptedException {
            long now = elapsed();
            if (now >= end(now) + (plan.isOpenLoop() ? OVERTIME_NANOS : 0)) {
                return false;
            }
            if (inFlight.tryAcquire()) {
                return true;
            }
            while (now < end(now)) {
                if (clock.acquire(inFlight, Math.min(end(now) - now, LONGEST_PAUSE_NANOS))) {
                    roomNanos = elapsed();
                    return true;
                }
                now = elapsed();
            }
            crowded = true;
            return false;
        }

        private void send(long number, long due) {
            long unixNanos = clock.unixNanos();
            byte[] request = requests.request(number, unixNanos, sender.room());
            int length = request.length - sender.room();
            sent.incrementAndGet();
            long sentNanos = elapsed();
            if (plan.isOpenLoop()) {
                outcomes.sent(sentNanos - Math.max(due, roomNanos));
            }
            long fromNanos = plan.isOpenLoop() ? due : sentNanos;
            var unused = sender.send(request)
                    .exceptionally(
                            failure -> Answer.uncertain(failure.getClass().getSimpleName()))
                    .thenAccept(answer -> {
                        long now = elapsed();
                        outcomes.add(answer, Math.max(0, now - fromNanos), length, now);
                        listener.answered(number, unixNanos, answer);
                        inFlight.release();
                    });
        }
    }
}
