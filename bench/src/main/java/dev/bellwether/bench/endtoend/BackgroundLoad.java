package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A load that goes on, on a thread of its own, while something is measured beside it. */
final class BackgroundLoad implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();
    private final LoadRun run;
    private final CompletableFuture<LoadSummary> ended;

    private BackgroundLoad(Function<BooleanSupplier, LoadRun> load) {
        this.run = load.apply(over::get);
        this.ended = CompletableFuture.supplyAsync(this::run, BackgroundLoad::start);
    }

    /** @param load makes it, given what ends it */
    static BackgroundLoad start(Function<BooleanSupplier, LoadRun> load) {
        return new BackgroundLoad(load);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "background-load");
        thread.setDaemon(true);
        thread.start();
    }

    private LoadSummary run() {
        try {
            return run.run();
        } catch (InterruptedException interrupted) {
            throw new CompletionException(interrupted);
        }
    }

    /**
     * Waits so long while the load goes on.
     *
     * @throws IOException as soon as it does not: nothing that is measured then is measured beside it
     */
    void letRun(Duration time) throws IOException, InterruptedException {
        try {
            LoadSummary early = ended.get(time.toNanos(), TimeUnit.NANOSECONDS);
            throw new IOException("the load ended by itself, after " + early.elapsed());
        } catch (TimeoutException goesOn) {
            // as it should
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    /** What was achieved so far. */
    LoadSummary soFar() {
        return run.summary();
    }

    /**
     * Ends it, and waits for the answers that are missing.
     *
     * @throws IOException if it failed
     */
    LoadSummary stop() throws IOException, InterruptedException {
        close();
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private static IOException failed(ExecutionException load) {
        return new IOException("the load failed: " + load.getCause(), load);
    }

    /** Ends it, and waits for nothing. */
    @Override
    public void close() {
        over.set(true);
    }
}
