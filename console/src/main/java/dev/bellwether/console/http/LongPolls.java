package dev.bellwether.console.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Questions that wait until their answer is settled. Each is asked again whenever facts came in, and answered as it stands
 * when its patience ends. There is a limit to how many wait; those beyond it are asked once more after a second, and then answered, so that
 * who asks again in a loop does not spin.
 */
public final class LongPolls implements AutoCloseable {

    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final int max;
    private final Set<Waiting<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public LongPolls(int max) {
        this.max = max;
    }

    private static final class Waiting<T> {

        private final Supplier<T> question;
        private final Predicate<T> settled;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Waiting(Supplier<T> question, Predicate<T> settled) {
            this.question = question;
            this.settled = settled;
        }

        void ask(boolean last) {
            if (answer.isDone()) {
                return;
            }
            try {
                T now = question.get();
                if (last || settled.test(now)) {
                    answer.complete(now);
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /**
     * Asks until the answer is settled.
     *
     * @param question asked by many threads; must not block
     * @param timer wakes it when its patience ends
     * @return completes with the answer; cancelling it gives up
     */
    <T> CompletableFuture<T> await(
            Supplier<T> question, Predicate<T> settled, Duration patience, ScheduledExecutorService timer) {
        Waiting<T> waiter = new Waiting<>(question, settled);
        if (patience.isZero() || closed) {
            waiter.ask(true);
            return waiter.answer;
        }
        boolean tooMany = waiting.size() >= max;
        if (!tooMany) {
            waiting.add(waiter);
        }
        long millis = tooMany ? Math.min(patience.toMillis(), SHORT_WAIT.toMillis()) : patience.toMillis();
        ScheduledFuture<?> timeout = timer.schedule(() -> waiter.ask(true), millis, TimeUnit.MILLISECONDS);
        var unused = waiter.answer.whenComplete((answer, e) -> {
            waiting.remove(waiter);
            timeout.cancel(false);
        });
        waiter.ask(closed); // after it was added, so that nothing that comes in between is missed
        return waiter.answer;
    }

    /** Facts came in. */
    public void signal() {
        waiting.forEach(waiter -> waiter.ask(false));
    }

    /** How many wait. */
    public int count() {
        return waiting.size();
    }

    /** Answers all that wait, as things stand. */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(waiter -> waiter.ask(true));
    }
}
