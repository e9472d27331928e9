package dev.bellwether.ingest.append;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Says that records are not acknowledged: the first time at once, then at most every ten seconds, with their number. Thread-safe. */
final class FailureLog {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private long failures;
    private long nextNanos = System.nanoTime();

    FailureLog(Logger log) {
        this.log = log;
    }

    void add(Exception error) {
        long count;
        synchronized (this) {
            failures++;
            long now = System.nanoTime();
            if (now - nextNanos < 0) {
                return;
            }
            nextNanos = now + INTERVAL_NANOS;
            count = failures;
            failures = 0;
        }
        log.warn("Kafka did not acknowledge ({} times since last said): {}", count, error.toString());
    }
}
