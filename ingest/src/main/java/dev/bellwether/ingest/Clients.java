package dev.bellwether.ingest;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clients that have requests here, each with what these hold. A client is known from its first request to the end of its last one, so
 * there are never more of them than requests. Thread-safe.
 */
final class Clients {

    private final ClientLimits limits;
    private final ConcurrentMap<String, Client> present = new ConcurrentHashMap<>();

    Clients(ClientLimits limits) {
        this.limits = limits;
    }

    /** One more request of this client; to be ended by {@link Client#leave}. */
    Client enter(String name) {
        return Objects.requireNonNull(present.compute(name, (key, known) -> {
            Client client = known == null ? new Client(key) : known;
            client.requests++;
            return client;
        }));
    }

    /** How many have requests here. */
    int count() {
        return present.size();
    }

    /** A client while it has requests here. */
    final class Client {

        private final String name;
        private final AtomicLong held = new AtomicLong();
        /** Changed by one thread at a time, in the map. */
        private volatile int requests;

        private Client(String name) {
            this.name = name;
        }

        /** Whether it has more requests here than it may. */
        boolean hasTooManyRequests() {
            return requests > limits.maxRequests();
        }

        /**
         * Adds bytes, where the client then has no more than its share, or its request is the only one that holds any.
         *
         * @param byRequest bytes that the request holds which asks for more
         * @param all bytes that all clients hold
         * @param limit of these
         */
        boolean tryAdd(long bytes, long byRequest, long all, long limit) {
            long before = held.get();
            while (before <= byRequest || before + bytes <= limits.share() * (limit - Math.max(0, all - before))) {
                if (held.compareAndSet(before, before + bytes)) {
                    return true;
                }
                before = held.get();
            }
            return false;
        }

        void giveBack(long bytes) {
            held.addAndGet(-bytes);
        }

        /** A request of it is over. */
        void leave() {
            present.computeIfPresent(name, (key, client) -> {
                client.requests--;
                return client.requests == 0 ? null : client;
            });
        }
    }
}
