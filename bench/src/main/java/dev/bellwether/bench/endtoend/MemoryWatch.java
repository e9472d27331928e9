package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the memory of a process again and again, on a thread of its own. */
final class MemoryWatch implements AutoCloseable {

    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<List<Sample>> samples;

    /**
     * Memory at a time.
     *
     * @param nanos by {@link System#nanoTime()}
     * @param heap what can be reached of it
     * @param resident all that Linux keeps
     */
    record Sample(long nanos, long heap, long resident) {

        static Sample of(long pid) throws IOException {
            return new Sample(
                    System.nanoTime(), LiveHeap.of(pid), ResidentMemory.of(pid).bytes());
        }
    }

    private MemoryWatch(long pid, Duration every) {
        samples = CompletableFuture.supplyAsync(() -> watch(pid, every), MemoryWatch::start);
    }

    static MemoryWatch start(long pid, Duration every) {
        return new MemoryWatch(pid, every);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "memory-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private List<Sample> watch(long pid, Duration every) {
        List<Sample> seen = new ArrayList<>();
        try {
            do {
                seen.add(Sample.of(pid));
            } while (!closing.await(every.toNanos(), TimeUnit.NANOSECONDS));
        } catch (IOException | InterruptedException failed) {
            throw new CompletionException(failed);
        }
        return List.copyOf(seen);
    }

    /**
     * Ends it.
     *
     * @return what it saw, in order
     * @throws IOException if it could not look
     */
    List<Sample> stop() throws IOException {
        closing.countDown();
        try {
            return samples.join();
        } catch (CompletionException failed) {
            throw new IOException("the memory of the process cannot be seen: " + failed.getCause(), failed);
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
