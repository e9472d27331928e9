package dev.bellwether.ingest;

import dev.bellwether.ingest.append.AppendException;
import dev.bellwether.ingest.append.Appender;
import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.append.Outage;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.schemas.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps records in a list, and answers as a broker in some state would. */
final class MemoryAppender implements Appender {

    /** What the broker does. */
    enum Broker {
        /** Acknowledges at once. */
        FINE,
        /** Acknowledges when {@link #acknowledgeAll} is called. */
        SLOW,
        /** Refuses for now. */
        AWAY,
        /** Takes no record of this size. */
        NARROW,
        /** Has a defect. */
        BROKEN
    }

    private final List<RawRecord> records = new ArrayList<>();
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private volatile Broker broker = Broker.FINE;
    private volatile @Nullable Outage outage;
    private volatile boolean closed;

    @Override
    public synchronized CompletableFuture<Void> append(RawRecord record, long deadlineNanos) {
        return switch (broker) {
            case FINE -> {
                records.add(record);
                yield CompletableFuture.completedFuture(null);
            }
            case SLOW -> {
                records.add(record);
                CompletableFuture<Void> appended = new CompletableFuture<>();
                waiting.add(appended);
                yield appended;
            }
            case AWAY -> failed(AppendException.Kind.UNAVAILABLE);
            case NARROW -> failed(AppendException.Kind.TOO_LARGE);
            case BROKEN -> throw new IllegalStateException("a defect, on purpose");
        };
    }

    @Override
    public String topic(Feed feed) {
        Topics topics = Topics.standard();
        return switch (feed) {
            case TRACES -> topics.otlpSpans().name();
            case METRICS -> topics.otlpMetrics().name();
            case LOGS -> topics.otlpLogs().name();
            case SAMPLES -> topics.prometheusSamples().name();
        };
    }

    @Override
    public Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    /** Known to be away from now on, or not any more. */
    void knownAway(@Nullable Outage outage) {
        this.outage = outage;
    }

    @Override
    public void close() {
        closed = true;
    }

    void becomes(Broker broker) {
        this.broker = broker;
    }

    /** As new: empty and fine. */
    synchronized void reset() {
        acknowledgeAll();
        records.clear();
        broker = Broker.FINE;
    }

    synchronized void acknowledgeAll() {
        for (CompletableFuture<Void> appended = waiting.poll(); appended != null; appended = waiting.poll()) {
            appended.complete(null);
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized List<RawRecord> records() {
        return List.copyOf(records);
    }

    boolean closed() {
        return closed;
    }

    private static CompletableFuture<Void> failed(AppendException.Kind kind) {
        return CompletableFuture.failedFuture(new AppendException(kind, "the broker says no", null));
    }
}
