package dev.bellwether.ingest.append;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where records become durable. Thread-safe. */
public interface Appender extends AutoCloseable {

    /**
     * Appends a record; returns at once, whatever state the broker is in.
     *
     * @param deadlineNanos value of {@link System#nanoTime()} after which nobody waits for the record any more: it is not sent
     *     then, if it has not been sent yet
     * @return completes when the record is durable, or exceptionally with an {@link AppendException}. Until then the record's
     *     bytes are in memory. After {@link AppendException.Kind#UNAVAILABLE} the record may still have been appended: the
     *     answer of a broker can get lost.
     */
    CompletableFuture<Void> append(RawRecord record, long deadlineNanos);

    /** The topic that records of this feed go to. */
    String topic(Feed feed);

    /** Present while the broker is known to be away; what is appended meanwhile fails. Ends by itself when it is back. */
    Optional<Outage> outage();

    /** Waits, within a bound, for what was handed over, then lets go of the broker. What is appended afterwards fails. */
    @Override
    void close();
}
