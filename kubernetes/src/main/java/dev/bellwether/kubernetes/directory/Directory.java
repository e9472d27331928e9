package dev.bellwether.kubernetes.directory;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Owner;
import dev.bellwether.kubernetes.directory.Resolution.Reason;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import dev.bellwether.kubernetes.directory.Resolution.Unresolved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pod that telemetry comes from. Addresses and names are given again, so they are looked up as of the telemetry's log time:
 * of the pods that had one, the one counts that began last before that time, if it was there then, or had gone no longer than the
 * grace before. A uid is never given again, and counts at any time.
 *
 * <p>Holds what it was told until it is told to forget it. One thread may write while any number read, and wait for what it writes.
 */
public final class Directory {

    /** Of a pod to what it belongs to; Kubernetes itself has two levels, operators add one or two. */
    private static final int MAX_OWNERS = 8;

    private final List<Association> order;
    private final Duration grace;
    private final Map<ObjectKey, ClusterObject> objects = new ConcurrentHashMap<>();
    private final PodIndex byAddress = new PodIndex(pod ->
            pod.placement().addresses().stream().map(Addresses::canonical).toList());
    private final PodIndex byName = new PodIndex(pod -> List.of(fullName(pod.namespace(), pod.name())));
    private final Lock changing = new ReentrantLock();
    private final Condition changed = changing.newCondition();
    private volatile long changes;
    private volatile boolean complete = true;

    /**
     * @param order associations to try: the first one that finds a pod counts, and the first clue of the resource itself that leads to none
     *     ends the search
     * @param grace how long after its end a pod still counts, since telemetry comes after what it tells of
     */
    public Directory(List<Association> order, Duration grace) {
        if (order.isEmpty() || Set.copyOf(order).size() < order.size()) {
            throw new IllegalArgumentException("order: " + order + " (expected: at least one, and none twice)");
        }
        this.order = List.copyOf(order);
        this.grace = requireNonNull(grace, "grace");
    }

    /** Takes an object as it is now. */
    public void put(ClusterObject object) {
        ClusterObject before = objects.put(object.key(), object);
        if (object.key().kind() == Kind.POD) {
            byAddress.replace(before, object);
            byName.replace(before, object);
        }
        tellChange();
    }

    /** Forgets an object. */
    public void remove(ObjectKey key) {
        ClusterObject before = objects.remove(key);
        if (before != null && key.kind() == Kind.POD) {
            byAddress.replace(before, null);
            byName.replace(before, null);
        }
        tellChange();
    }

    /**
     * Whether it has been told all that there is. As long as it has not, it finds nobody: who had an address before may be known already, and
     * who has it now not yet.
     */
    public void complete(boolean isComplete) {
        complete = isComplete;
        tellChange();
    }

    /** How often it was told something: to be asked before looking something up, and given to {@link #awaitChange}. */
    public long changes() {
        return changes;
    }

    /**
     * Waits until it was told something more.
     *
     * @param known what {@link #changes()} was before
     * @return whether it was told something within the time
     */
    public boolean awaitChange(long known, Duration atMost) {
        long nanos = atMost.toNanos();
        changing.lock();
        try {
            while (changes == known && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return changes != known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            changing.unlock();
        }
    }

    private void tellChange() {
        changing.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            changing.unlock();
        }
    }

    /** Objects held. */
    public int size() {
        return objects.size();
    }

    /**
     * The pod that telemetry with these clues came from, at this log time.
     *
     * <p>What a resource says of its pod and is not known yet is not made up for by anything that comes after it: the next clue may lead
     * to the pod that had the name before, and the connection to that of a gateway.
     */
    public Resolution resolve(Clues clues, Instant logTime) {
        if (!complete) {
            return new Unresolved(Reason.LOADING, false);
        }
        Reason reason = Reason.NO_CLUE;
        boolean mayImprove = false;
        boolean told = false;
        for (Association association : order) {
            boolean ofResource = association != Association.CONNECTION;
            if (told && !ofResource) {
                continue;
            }
            Lookup found = look(association, clues, logTime);
            if (found.pod() != null) {
                return resolved(found.pod(), association, logTime);
            }
            reason = found.reason().compareTo(reason) > 0 ? found.reason() : reason;
            mayImprove |= found.reason().mayPass();
            if (ofResource && found.reason() != Reason.NO_CLUE) {
                told = true;
                if (found.reason() != Reason.SHARED_ADDRESS) {
                    break;
                }
            }
        }
        return new Unresolved(reason, mayImprove && clues.arePossible());
    }

    /** What one association gave: a pod, or why there is none. */
    private record Lookup(@Nullable ClusterObject pod, Reason reason) {

        static Lookup none(Reason reason) {
            return new Lookup(null, reason);
        }
    }

    private Lookup look(Association association, Clues clues, Instant logTime) {
        Lookup found = find(association, clues, logTime);
        // a uid is never given again, so it is right whatever else is said
        return found.pod() != null && association != Association.POD_UID && clues.contradict(found.pod())
                ? Lookup.none(Reason.CONTRADICTED)
                : found;
    }

    private Lookup find(Association association, Clues clues, Instant logTime) {
        return switch (association) {
            case POD_UID -> byUid(clues.podUid());
            case POD_IP -> byAddress(clues.podIp(), logTime);
            case POD_NAME ->
                clues.namespace().isEmpty() || clues.podName().isEmpty()
                        ? Lookup.none(Reason.NO_CLUE)
                        : asOf(byName.pods(fullName(clues.namespace(), clues.podName())), logTime);
            case CONNECTION -> byAddress(clues.connection(), logTime);
        };
    }

    private Lookup byUid(String uid) {
        if (uid.isEmpty()) {
            return Lookup.none(Reason.NO_CLUE);
        }
        return new Lookup(objects.get(new ObjectKey(Kind.POD, uid)), Reason.NOT_KNOWN);
    }

    private Lookup byAddress(String address, Instant logTime) {
        if (address.isEmpty()) {
            return Lookup.none(Reason.NO_CLUE);
        }
        List<ClusterObject> all = byAddress.pods(address);
        List<ClusterObject> own =
                all.stream().filter(pod -> !pod.placement().hostNetwork()).toList();
        return own.isEmpty() && !all.isEmpty() ? Lookup.none(Reason.SHARED_ADDRESS) : asOf(own, logTime);
    }

    private Lookup asOf(List<ClusterObject> pods, Instant logTime) {
        if (pods.isEmpty()) {
            return Lookup.none(Reason.NOT_KNOWN);
        }
        Optional<ClusterObject> last = pods.stream()
                .filter(pod -> !pod.life().start().isAfter(logTime))
                .max(Comparator.comparing(pod -> pod.life().start()));
        return new Lookup(last.filter(pod -> pod.life().holds(logTime, grace)).orElse(null), Reason.OTHER_TIME);
    }

    private Resolved resolved(ClusterObject pod, Association by, Instant logTime) {
        boolean there = by == Association.POD_UID || pod.life().holds(logTime, Duration.ZERO);
        List<Owner> owners = new ArrayList<>();
        Optional<Owner> next = pod.owner();
        while (next.isPresent() && owners.size() < MAX_OWNERS) {
            Owner owner = next.get();
            owners.add(owner);
            Optional<Kind> kind = owner.watchedKind();
            if (kind.isEmpty()) {
                break; // of a kind that is not watched, so nothing more will be known
            }
            ClusterObject known = objects.get(new ObjectKey(kind.get(), owner.uid()));
            if (known == null) {
                return new Resolved(pod, owners, false, by, there);
            }
            next = known.owner();
        }
        return new Resolved(pod, owners, true, by, there);
    }

    private static String fullName(String namespace, String name) {
        return namespace + "/" + name;
    }
}
