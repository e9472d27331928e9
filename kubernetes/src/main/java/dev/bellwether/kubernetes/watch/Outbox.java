package dev.bellwether.kubernetes.watch;

import dev.bellwether.kubernetes.cluster.Change;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that wait to be written, the newest of each object, so that it holds no more than there are objects however long the broker
 * is away. Thread-safe.
 */
final class Outbox {

    private final Map<ObjectKey, Change> waiting = new LinkedHashMap<>();

    synchronized void add(Collection<Change> changes) {
        changes.forEach(change -> waiting.put(change.key(), change));
        notifyAll();
    }

    /** The oldest changes, once there are any. */
    synchronized List<Change> take(int atMost) throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<Change> taken = new ArrayList<>(Math.min(atMost, waiting.size()));
        Iterator<Change> oldest = waiting.values().iterator();
        while (taken.size() < atMost && oldest.hasNext()) {
            taken.add(oldest.next());
            oldest.remove();
        }
        return taken;
    }

    /** A change that could not be written; a newer one of the same object makes it needless. */
    synchronized void giveBack(Change change) {
        waiting.putIfAbsent(change.key(), change);
        notifyAll();
    }

    synchronized int size() {
        return waiting.size();
    }
}
