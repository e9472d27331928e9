package dev.bellwether.ingest;

import dev.bellwether.ingest.memory.Memory;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes of requests that are in memory, never more than a limit, and of one client no more than its share: who cannot reserve is refused. Thread-safe. */
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

    /** @param client whose request this is for, which ends with the reservation */
    Reservation open(Clients.Client client) {
        return new Reservation(client);
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

        private final Clients.Client client;
        private long bytes;
        private boolean closed;
        private boolean refusedForShare;

        private Reservation(Clients.Client client) {
            this.client = client;
        }

        /** Nothing changes where that would be more than the limit, or than the client's share. */
        @Override
        public synchronized boolean tryTake(long more) {
            refusedForShare = false;
            if (closed || held.get() + more > limit) {
                return false;
            }
            if (!client.tryAdd(more, bytes, held.get(), limit)) {
                refusedForShare = true;
                return false;
            }
            if (!tryAdd(more)) {
                client.giveBack(more);
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
            if (bytes + more > limit) {
                return new RefusedException(
                        RejectReason.TOO_LARGE, "the request takes more memory than all requests together may have");
            }
            return refusedForShare
                    ? new RefusedException(
                            RejectReason.CLIENT_LIMIT,
                            "this client has too many bytes on their way: its share is kept below that of all (ingest.max-client-share)")
                    : new RefusedException(
                            RejectReason.OVERLOADED, "overloaded: too many bytes are waiting for the broker");
        }

        Clients.Client client() {
            return client;
        }

        synchronized long bytes() {
            return bytes;
        }

        synchronized void shrink(long less) {
            long given = Math.min(less, bytes);
            bytes -= given;
            giveBack(given);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                giveBack(bytes);
                bytes = 0;
                client.leave();
            }
        }

        private void giveBack(long given) {
            held.addAndGet(-given);
            client.giveBack(given);
        }
    }
}
