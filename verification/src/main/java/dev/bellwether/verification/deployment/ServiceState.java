package dev.bellwether.verification.deployment;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.verification.judge.Counts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of the deployments of one service: its versions, their traffic of the last half hour, the
 * deployment that is open and the one that ended last. Bounded: at most {@value #KNOWN_VERSIONS} versions are
 * remembered.
 *
 * <p>Mutable; changed by {@link DeploymentMachine} alone, and written back by whoever read it from a store.
 */
public final class ServiceState {

    static final int KNOWN_VERSIONS = 100;

    private static final int FORMAT = 1;
    private static final long NEVER = Long.MIN_VALUE;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final ServiceKey key;
    private long firstSeen = NEVER;
    private long lastSeen = NEVER;
    private final TreeMap<String, KnownVersion> versions = new TreeMap<>();
    private final TreeMap<Long, Integer> newVersions = new TreeMap<>();
    private TrafficHistory history = new TrafficHistory();
    private @Nullable OpenDeployment open;
    private @Nullable EndedDeployment ended;

    /** A service of which nothing is known yet. */
    public ServiceState(ServiceKey key) {
        this.key = requireNonNull(key, "key");
    }

    /**
     * @param last event time: end of the last window with requests
     * @param failed whether it was found to be worse than what it was compared with
     */
    private record KnownVersion(long last, boolean failed) {}

    ServiceKey key() {
        return key;
    }

    Optional<OpenDeployment> open() {
        return Optional.ofNullable(open);
    }

    Optional<EndedDeployment> ended() {
        return Optional.ofNullable(ended);
    }

    void open(OpenDeployment deployment) {
        open = deployment;
        ended = null;
        KnownVersion known = versions.get(deployment.version());
        if (known != null) {
            versions.put(deployment.version(), new KnownVersion(known.last(), false));
        }
    }

    void end(EndedDeployment deployment, boolean failed) {
        open = null;
        ended = deployment;
        if (failed) {
            // the window that proved it is remembered after this
            KnownVersion known = versions.getOrDefault(deployment.version(), new KnownVersion(NEVER, true));
            versions.put(deployment.version(), new KnownVersion(known.last(), true));
        }
    }

    void replaceEnded(EndedDeployment deployment) {
        ended = deployment;
    }

    /** When {@link DeploymentMachine#onTime} wants to be called; empty where nothing is open. */
    public OptionalLong deadline() {
        return open == null ? OptionalLong.empty() : OptionalLong.of(open.deadline());
    }

    /** Whether all that is known is older than this, and nothing is open: then it can be forgotten. */
    public boolean isOlderThan(long time) {
        return open == null && lastSeen < time;
    }

    /** Whether the service itself was first seen less than this before. */
    boolean isYoung(long eventTime, Duration age) {
        return firstSeen == NEVER || eventTime - firstSeen < age.toMillis();
    }

    /** Whether it has sent telemetry, as far as that is remembered. */
    boolean hasTelemetry() {
        return firstSeen != NEVER;
    }

    boolean knows(String version) {
        return versions.containsKey(version);
    }

    /** Whether a version had requests after an event time. */
    boolean ranSince(String version, long eventTime) {
        KnownVersion known = versions.get(version);
        return !version.isEmpty() && known != null && known.last() > eventTime;
    }

    /** Forgets versions that were not seen since an event time; a service without any begins anew. */
    void forget(long eventTime) {
        versions.values().removeIf(known -> known.last() <= eventTime);
        if (versions.isEmpty()) {
            firstSeen = NEVER;
        }
    }

    /** Takes note of a window's traffic. */
    void remember(ClosedWindow window, Duration historyLength) {
        window.versions().forEach((version, traffic) -> {
            Counts total = traffic.total();
            if (!total.isEmpty()) {
                firstSeen = firstSeen == NEVER ? window.start() : Math.min(firstSeen, window.start());
                lastSeen = Math.max(lastSeen, window.closedAt());
                history.add(window.start(), version, total);
                versions.merge(
                        version,
                        new KnownVersion(window.end(), false),
                        (old, now) -> new KnownVersion(Math.max(old.last(), now.last()), old.failed()));
            }
        });
        history.expire(window.start() - historyLength.toMillis());
        while (versions.size() > KNOWN_VERSIONS) {
            versions.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().last()))
                    .ifPresent(oldest -> versions.remove(oldest.getKey()));
        }
    }

    /** Notes that something happened at a log time, so that the service is not forgotten before its telemetry comes. */
    void touch(long at) {
        lastSeen = Math.max(lastSeen, at);
    }

    /**
     * Counts versions that were never seen before.
     *
     * @return how many there were within the hour, these included
     */
    int countNewVersions(int count, long at) {
        newVersions.headMap(at - HOUR, true).clear();
        newVersions.merge(at, count, Integer::sum);
        return newVersions.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * What the service did since an event time without this version, and without versions that were found to be bad:
     * what a canary is compared with where no baseline runs beside it.
     */
    Counts before(long eventTime, String version) {
        return history.since(eventTime, other -> !other.equals(version) && !isFailed(other));
    }

    /**
     * The version that a new one replaces: of those with a name that were not found to be bad, the one with most
     * requests in the last five minutes, else in the history, else the one seen last. Empty where there is none.
     */
    String busiestBut(String version, long eventTime) {
        for (long since : new long[] {eventTime - Duration.ofMinutes(5).toMillis(), NEVER / 2}) {
            Optional<String> busiest = history.requestsSince(since).entrySet().stream()
                    .filter(entry -> qualifies(entry.getKey(), version))
                    .max(Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey);
            if (busiest.isPresent()) {
                return busiest.get();
            }
        }
        return versions.entrySet().stream()
                .filter(entry -> qualifies(entry.getKey(), version))
                .max(Comparator.comparingLong(entry -> entry.getValue().last()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private boolean qualifies(String candidate, String version) {
        return !candidate.isEmpty() && !candidate.equals(version) && !isFailed(candidate);
    }

    private boolean isFailed(String version) {
        KnownVersion known = versions.get(version);
        return known != null && known.failed();
    }

    /** Writes all of it but the key. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeLong(firstSeen);
        out.writeLong(lastSeen);
        out.writeShort(versions.size());
        for (Map.Entry<String, KnownVersion> version : versions.entrySet()) {
            out.writeUTF(version.getKey());
            out.writeLong(version.getValue().last());
            out.writeBoolean(version.getValue().failed());
        }
        out.writeShort(newVersions.size());
        for (Map.Entry<Long, Integer> arrival : newVersions.entrySet()) {
            out.writeLong(arrival.getKey());
            out.writeInt(arrival.getValue());
        }
        history.writeTo(out);
        out.writeBoolean(open != null);
        if (open != null) {
            open.writeTo(out);
        }
        out.writeBoolean(ended != null);
        if (ended != null) {
            ended.writeTo(out);
        }
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws IOException where it was not written by this version of it
     */
    public static ServiceState readFrom(ServiceKey key, DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("service state format: " + format + " (expected: " + FORMAT + ")");
        }
        ServiceState state = new ServiceState(key);
        state.firstSeen = in.readLong();
        state.lastSeen = in.readLong();
        int versions = in.readUnsignedShort();
        for (int i = 0; i < versions; i++) {
            state.versions.put(in.readUTF(), new KnownVersion(in.readLong(), in.readBoolean()));
        }
        int arrivals = in.readUnsignedShort();
        for (int i = 0; i < arrivals; i++) {
            state.newVersions.put(in.readLong(), in.readInt());
        }
        state.history = TrafficHistory.readFrom(in);
        state.open = in.readBoolean() ? OpenDeployment.readFrom(in) : null;
        state.ended = in.readBoolean() ? EndedDeployment.readFrom(in) : null;
        return state;
    }
}
