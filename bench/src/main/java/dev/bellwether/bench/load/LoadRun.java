package dev.bellwether.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    /** How often it is looked whether an answer has made room. */
    private static final long FULL_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

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
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 1; i < plan.threads(); i++) {
            workers.add(CompletableFuture.runAsync(this::work, LoadRun::start));
        }
        work();
        workers.forEach(CompletableFuture::join);
        inFlight.acquire(plan.maxInFlight());
        over = true;
        return summary();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was achieved so far; what is unsent is known at the end only. */
    public LoadSummary summary() {
        long until = Math.min(stoppedNanos.get(), plan.duration().toNanos());
        long unsent = over ? plan.dueBy(until, requests.items()) - sent.get() : 0;
        return outcomes.summary(requests.items(), Math.max(0, unsent));
    }

    private void work() {
        while (true) {
            long number = next.getAndIncrement();
            long due = plan.dueNanos(number, requests.items());
            if (due >= plan.duration().toNanos() || !awaitTurn(due)) {
                return;
            }
            send(number, plan.isOpenLoop() ? due : elapsed());
        }
    }

    /** Waits until a request is due and there is room for it. Whether there is; otherwise the load ends. */
    private boolean awaitTurn(long due) {
        while (!stopped()) {
            long now = elapsed();
            if (due > now) {
                clock.pause(Math.min(due - now, LONGEST_PAUSE_NANOS));
            } else if (inFlight.tryAcquire()) {
                return true;
            } else if (now >= plan.duration().toNanos()) {
                return false;
            } else {
                clock.pause(FULL_PAUSE_NANOS);
            }
        }
        return false;
    }

    private boolean stopped() {
        long now = elapsed();
        if (stop.getAsBoolean()) {
            stoppedNanos.accumulateAndGet(now, Math::min);
            return true;
        }
        return now >= plan.duration().toNanos() + (plan.isOpenLoop() ? OVERTIME_NANOS : 0);
    }

    private void send(long number, long dueNanos) {
        long unixNanos = clock.unixNanos();
        byte[] request = requests.request(number, unixNanos, sender.room());
        int length = request.length - sender.room();
        sent.incrementAndGet();
        var unused = sender.send(request)
                .exceptionally(failure -> new Answer(failure.getClass().getSimpleName()))
                .thenAccept(answer -> {
                    long now = elapsed();
                    outcomes.add(answer, Math.max(0, now - dueNanos), length, now);
                    listener.answered(number, unixNanos, answer.acknowledged());
                    inFlight.release();
                });
    }

    private long elapsed() {
        return clock.nanos() - startNanos;
    }
}
