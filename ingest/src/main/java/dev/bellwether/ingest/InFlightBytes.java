package dev.bellwether.ingest;

import dev.bellwether.ingest.memory.Memory;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes of requests that are in memory, never more than a limit: who cannot reserve is refused. Thread-safe. */
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
    final class Reservation implements Memory, AutoCloseable {

        private long bytes;
        private boolean closed;

        private Reservation() {}

        /** Nothing changes where that would be more than the limit. */
        @Override
        public synchronized boolean tryTake(long more) {
            if (closed || !tryAdd(more)) {
                return false;
            }
            bytes += more;
            return true;
        }

        /** @throws RefusedException if that would be more than the limit; then nothing changes */
        void grow(long more) throws RefusedException {
            if (!tryTake(more)) {
                throw refusal(more);
            }
        }

        /** Why so much more cannot be had: others may let go of theirs, but what is too much alone stays so. */
        synchronized RefusedException refusal(long more) {
            return bytes + more > limit
                    ? new RefusedException(
                            RejectReason.TOO_LARGE, "the request takes more memory than all requests together may have")
                    : new RefusedException(
                            RejectReason.OVERLOADED, "overloaded: too many bytes are waiting for the broker");
        }

        synchronized long bytes() {
            return bytes;
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
