package dev.bellwether.console.log;

import dev.bellwether.observation.meter.Catalogue.Console;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The tails that are open: each has a thread and a Kafka consumer, so there is a limit to them. */
public final class Tails implements AutoCloseable {

    private final Consumers consumers;
    private final Topics topics;
    private final FactCodec codec;
    private final Semaphore free;
    private final Set<FactTail> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final Counter refused;
    private final Counter sent;

    /** @param max how many may be open at a time */
    public Tails(Map<String, Object> kafka, Topics topics, FactCodec codec, int max, MeterRegistry meters) {
        this.consumers = new Consumers(kafka);
        this.topics = topics;
        this.codec = codec;
        this.free = new Semaphore(max);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "console-tail-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.refused = Console.TAILS_REFUSED.counter(meters);
        this.sent = Console.TAILS_LINES.counter(meters);
        Console.TAILS_OPEN.gauge(meters, open, Set::size);
    }

    /**
     * Begins a tail.
     *
     * @return what ends it before its time; empty where too many are open
     */
    public Optional<Runnable> open(TailQuery query, TailSink sink) {
        if (!free.tryAcquire()) {
            refused.increment();
            return Optional.empty();
        }
        FactTail tail = new FactTail(
                () -> consumers.open("tail"),
                query.topic().in(topics).name(),
                query,
                new FactLines(query.topic(), codec),
                sink,
                sent);
        open.add(tail);
        threads.execute(() -> {
            try {
                tail.run();
            } finally {
                open.remove(tail);
                free.release();
            }
        });
        return Optional.of(tail::stop);
    }

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /** Ends all tails, within seconds. */
    @Override
    public void close() {
        open.forEach(FactTail::stop);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
