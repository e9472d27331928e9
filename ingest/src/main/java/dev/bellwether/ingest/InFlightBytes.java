package dev.bellwether.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of requests that are in memory, never more than a limit: who cannot reserve answers "overloaded". Thread-safe. */
final class InFlightBytes {

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    InFlightBytes(long limit) {
        this.limit = limit;
    }

    long held() {
        return held.get();
    }

    long limit() {
        return limit;
    }

    Reservation open() {
        return new Reservation();
    }

    private boolean tryAdd(long bytes) {
        long before = held.get();
        while (before + bytes <= limit) {
            if (held.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = held.get();
        }
        return false;
    }

    /** What one request holds. Closing gives all back, once; what comes later is refused. */
    final class Reservation implements AutoCloseable {

        private long bytes;
        private boolean closed;

        private Reservation() {}

        /** @throws RefusedException if that would be more than the limit; then nothing changes */
        synchronized void grow(long more) throws RefusedException {
            if (closed || !tryAdd(more)) {
                throw new RefusedException(
                        RejectReason.OVERLOADED, "overloaded: too many bytes are waiting for the broker");
            }
            bytes += more;
        }

        synchronized void shrink(long less) {
            long given = Math.min(less, bytes);
            bytes -= given;
            held.addAndGet(-given);
        }

        @Override
        public synchronized void close() {
            closed = true;
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
