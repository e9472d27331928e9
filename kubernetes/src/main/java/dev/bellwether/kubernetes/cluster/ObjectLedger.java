package dev.bellwether.kubernetes.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What has been said of each object, and so what is left to be said: nothing where nothing that is kept has changed, an end
 * where an object is gone, and after its grace that it is to be forgotten. Not thread-safe.
 */
public final class ObjectLedger {

    private final Duration grace;
    private final int maxObjects;
    private final Map<ObjectKey, ClusterObject> objects = new HashMap<>();
    private long refused;

    /**
     * @param grace how long an object is remembered after its end
     * @param maxObjects objects held; one more is refused, and counted
     */
    public ObjectLedger(Duration grace, int maxObjects) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0)");
        }
        if (maxObjects < 1) {
            throw new IllegalArgumentException("maxObjects: " + maxObjects + " (expected: >= 1)");
        }
        this.grace = grace;
        this.maxObjects = maxObjects;
    }

    /** Something was said before this ledger began. */
    public void recall(ClusterObject object) {
        objects.put(object.key(), object);
    }

    /** An object is there. */
    public Optional<Change> observe(ClusterObject object, Instant now) {
        ClusterObject known = objects.get(object.key());
        if (object.equals(known) || object.life().isOver(now, grace)) {
            return Optional.empty(); // a finished pod of a job may stay in the cluster for days
        }
        if (known == null && objects.size() >= maxObjects) {
            refused++;
            return Optional.empty();
        }
        objects.put(object.key(), object);
        return Optional.of(Change.to(object));
    }

    /** An object is there no longer. One that ended before keeps its end. */
    public Optional<Change> end(ObjectKey key, Instant now) {
        ClusterObject known = objects.get(key);
        if (known == null || known.life().hasEnded()) {
            return Optional.empty();
        }
        ClusterObject ended = known.withEnd(now);
        objects.put(key, ended);
        return Optional.of(Change.to(ended));
    }

    /** All objects of a kind that are there: whatever else of this kind was said to live is gone. */
    public List<Change> endOthers(Kind kind, Set<String> uids, Instant now) {
        return keys(object -> object.key().kind() == kind
                        && !uids.contains(object.key().uid()))
                .stream()
                .flatMap(key -> end(key, now).stream())
                .toList();
    }

    /** Lets go of what ended long enough ago. */
    public List<Change> forget(Instant now) {
        List<ObjectKey> over = keys(object -> object.life().isOver(now, grace));
        over.forEach(objects::remove);
        return over.stream().map(Change::forget).toList();
    }

    /** Objects held, with those in their grace. */
    public int size() {
        return objects.size();
    }

    /** Objects that live. */
    public long living(Kind kind) {
        return objects.values().stream()
                .filter(object -> object.key().kind() == kind && !object.life().hasEnded())
                .count();
    }

    /** How often an object was refused because there were too many. */
    public long refused() {
        return refused;
    }

    private List<ObjectKey> keys(Predicate<ClusterObject> of) {
        List<ObjectKey> keys = new ArrayList<>();
        objects.values().forEach(object -> {
            if (of.test(object)) {
                keys.add(object.key());
            }
        });
        return keys;
    }
}
