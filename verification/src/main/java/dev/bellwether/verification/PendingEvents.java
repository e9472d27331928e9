package dev.bellwether.verification;

import dev.bellwether.facts.DeploymentEvent;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What the outside said and time has not reached, in the order of log time. */
final class PendingEvents {

    private final KeyValueStore<EventKey, DeploymentEvent> store;
    private @Nullable EventKey first;

    PendingEvents(KeyValueStore<EventKey, DeploymentEvent> store) {
        this.store = store;
        this.first = scan();
    }

    void put(EventKey key, DeploymentEvent event) {
        store.put(key, event);
        if (first == null || key.compareTo(first) < 0) {
            first = key;
        }
    }

    /** Log time of the next event; the end of time where none is pending. */
    long nextTime() {
        return first == null ? Long.MAX_VALUE : first.time();
    }

    /** Takes the next event out. */
    DeploymentEvent poll() {
        if (first == null) {
            throw new IllegalStateException("no event is pending");
        }
        DeploymentEvent event = store.delete(first);
        first = scan();
        return event;
    }

    private @Nullable EventKey scan() {
        try (KeyValueIterator<EventKey, DeploymentEvent> all = store.all()) {
            return all.hasNext() ? all.peekNextKey() : null;
        }
    }
}
