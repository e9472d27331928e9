package dev.bellwether.alerting.signal;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The requests of all services in a range that slides over the log, one second at a time.
 *
 * <p>Requests are kept by the second in which they were appended to the log. At the slot T the range holds the seconds
 * [T - range, T), and nothing else decides what is found there: neither when a request arrived here nor in which order.
 * Everything in memory can be built again from the {@link TrafficStore}, and is, after a restart.
 *
 * <p>Not safe for use by several threads. Times are seconds of log time since the epoch.
 */
public final class Traffic {

    private static final long NOT_STARTED = Long.MIN_VALUE;
    private static final int HOUSEKEEPING_SECONDS = 60;
    private static final int UNSTEADY_KEPT_SECONDS = 120;

    private final TrafficLimits limits;
    private final TrafficStore store;
    private final Map<String, ServiceTraffic> services = new TreeMap<>();
    /** Seconds that have buckets, counted or still to come. */
    private final TreeSet<Long> seconds = new TreeSet<>();

    private long counted;
    private ListeningTime listening;
    private int moved;

    public Traffic(TrafficLimits limits, TrafficStore store) {
        this.limits = requireNonNull(limits, "limits");
        this.store = requireNonNull(store, "store");
        Progress progress = store.progress();
        this.counted = progress == null ? NOT_STARTED : progress.counted();
        this.listening = progress == null ? ListeningTime.WITHOUT_GAPS : progress.listening();
        rebuild();
    }

    public boolean started() {
        return counted != NOT_STARTED;
    }

    /** The slot that the range ends at: seconds before it have been counted. */
    public long slot() {
        return counted;
    }

    /** How many services there are: what an evaluation costs. */
    public int size() {
        return services.size();
    }

    /**
     * Takes in requests of one second, which may lie before or after the present slot.
     *
     * @param service {@code environment/namespace/name}
     * @param version empty where it is not looked at for itself
     * @return whether they count; not where the slots that would have looked at them were evaluated, after their source had
     *     been excused
     */
    public boolean add(String service, String version, long second, Bucket bucket) {
        if (expired(second)) {
            ServiceTraffic known = services.get(service);
            if (known != null) {
                countMinute(service, known, second, bucket);
            }
            return false;
        }
        addBucket(service(service), new BucketKey(second, service, version), bucket);
        return true;
    }

    /** Says that all requests before {@code firstSlot} that there will be are here. Nothing once it has started. */
    public void start(long firstSlot) {
        if (started()) {
            return;
        }
        counted = seconds.isEmpty() ? firstSlot : Math.min(firstSlot, seconds.first());
        saveProgress();
    }

    /** Takes note that log time jumped, at one stroke, and that nobody was listening meanwhile if it jumped far. */
    public void timeWent(long from, long to) {
        if (to - from > limits.longestStep().toSeconds()) {
            listening = listening.withGap(from, to);
            saveProgress();
        }
    }

    /**
     * On to the next slot.
     *
     * @return how many buckets entered or left the range: what that cost
     */
    public int advance() {
        long entering = counted;
        counted++;
        moved = 0;
        if (seconds.contains(entering)) {
            store.forEachBucketOf(entering, (key, bucket) -> {
                ServiceTraffic traffic = service(key.service());
                traffic.add(key, bucket);
                countMinute(key.service(), traffic, entering, bucket);
                moved++;
            });
        }
        dropExpired();
        if (counted % HOUSEKEEPING_SECONDS == 0) {
            forgetIdle();
        }
        saveProgress();
        return moved;
    }

    /**
     * Passes over slots at which nothing can be found, because all ranges are empty and no silence is long enough yet.
     *
     * @param last where to stop at the latest
     */
    public void skipQuiet(long last) {
        if (!seconds.isEmpty() && seconds.first() < counted) {
            return;
        }
        long to = seconds.isEmpty() ? last : Math.min(last, seconds.first());
        for (ServiceTraffic service : services.values()) {
            long begins = silenceBegins(service);
            if (begins > counted) {
                to = Math.min(to, begins - 1);
            }
        }
        if (to > counted) {
            boolean housekeeping = to / HOUSEKEEPING_SECONDS != counted / HOUSEKEEPING_SECONDS;
            counted = to;
            if (housekeeping) {
                forgetIdle();
            }
            saveProgress();
        }
    }

    void forEachService(Consumer<ServiceTraffic> action) {
        services.values().forEach(action);
    }

    long rangeSeconds() {
        return limits.rangeSeconds();
    }

    /** Whether a steady service has had no request for long enough, but is not taken to be gone. */
    boolean silent(ServiceTraffic service) {
        long begins = silenceBegins(service);
        TrafficHistory history = service.history();
        return history != null && begins <= counted && !gone(history);
    }

    /** The first slot at which a steady service is silent if it has no more requests; beyond all times if it is not steady. */
    private long silenceBegins(ServiceTraffic service) {
        TrafficHistory history = service.history();
        NoTrafficSignal signal = limits.noTraffic();
        if (history == null || !signal.enabled() || !history.steadyFor(signal.steadyMinutes())) {
            return Long.MAX_VALUE;
        }
        return listening.whenReached(history.listenedUntil() + signal.silence().toSeconds());
    }

    private boolean gone(TrafficHistory history) {
        return counted - (history.lastSecond() + 1)
                >= limits.noTraffic().forgetAfter().toSeconds();
    }

    private boolean expired(long second) {
        return started() && second < counted - limits.rangeSeconds();
    }

    private void addBucket(ServiceTraffic traffic, BucketKey key, Bucket bucket) {
        Bucket before = store.bucket(key);
        Bucket after = before == null ? bucket : before.plus(bucket);
        store.putBucket(key, after);
        if (before == null) {
            traffic.bucketStored(key.version());
            seconds.add(key.second());
        }
        if (key.second() < counted) {
            // Its source was excused and is back: from the next slot on it counts as if it had come in time.
            if (before != null) {
                traffic.remove(key, before);
            }
            traffic.add(key, after);
            countMinute(key.service(), traffic, key.second(), bucket);
        }
    }

    private void countMinute(String name, ServiceTraffic traffic, long second, Bucket bucket) {
        TrafficHistory before = traffic.history();
        if (bucket.calls() == 0) {
            return;
        }
        TrafficHistory after = before == null ? TrafficHistory.of(second, listening) : before.plus(second, listening);
        if (!after.equals(before)) {
            traffic.history(after);
            store.putHistory(name, after);
        }
    }

    private void dropExpired() {
        while (!seconds.isEmpty() && expired(seconds.first())) {
            long leaving = seconds.pollFirst();
            store.forEachBucketOf(leaving, (key, bucket) -> {
                ServiceTraffic traffic = service(key.service());
                traffic.remove(key, bucket);
                traffic.bucketDeleted(key.version());
                store.deleteBucket(key);
                moved++;
            });
        }
    }

    private void forgetIdle() {
        services.entrySet().removeIf(entry -> {
            TrafficHistory history = entry.getValue().history();
            if (entry.getValue().hasBuckets() || (history != null && !idle(history))) {
                return false;
            }
            store.deleteHistory(entry.getKey());
            return true;
        });
    }

    /** Whether what is remembered of a service without buckets can make no difference any more. */
    private boolean idle(TrafficHistory history) {
        boolean steady = history.steadyFor(limits.noTraffic().steadyMinutes());
        return steady ? gone(history) : counted - history.lastSecond() > UNSTEADY_KEPT_SECONDS;
    }

    private ServiceTraffic service(String name) {
        return services.computeIfAbsent(
                name,
                key -> new ServiceTraffic(ServiceKey.parse(key), limits.slow().toNanos()));
    }

    private void rebuild() {
        store.forEachHistory((name, history) -> service(name).history(history));
        List<BucketKey> expired = new ArrayList<>();
        store.forEachBucket((key, bucket) -> {
            if (expired(key.second())) {
                expired.add(key); // the range was longer before the restart
                return;
            }
            ServiceTraffic traffic = service(key.service());
            traffic.bucketStored(key.version());
            seconds.add(key.second());
            if (key.second() < counted) {
                traffic.add(key, bucket);
            }
        });
        expired.forEach(store::deleteBucket);
    }

    private void saveProgress() {
        store.putProgress(new Progress(counted, listening));
    }
}
