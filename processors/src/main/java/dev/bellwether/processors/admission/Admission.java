package dev.bellwether.processors.admission;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.processors.admission.AdmittedName.Kind;
import dev.bellwether.processors.time.LogClock;
import dev.bellwether.schemas.FactNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a bounded number of services apart, and of each a bounded number of versions and operations: the first that come.
 * A service whose names carry ids, or somebody who makes services up, would otherwise fill stores and topics.
 *
 * <p>Who is in stays in while it is seen, whatever comes; a name that was not seen for long gives its place to the next one.
 * All of it is a function of the records of one partition of {@code red-deltas}, in their order. So every application that
 * reads them admits the same names, each from a store of its own, without asking another one; and does so again in a replay.
 *
 * <p>Not safe for use by several threads.
 */
public final class Admission {

    private static final long SWEEP_MILLIS = Duration.ofMinutes(15).toMillis();

    /** For names of versions and operations of a task: of 25 characters about 90,000. */
    private static final long LOADED_BYTES = 16 << 20;

    private final AdmissionConfig config;
    private final AdmissionStore store;
    private final Places services = new Places(bytes -> {});
    private final LoadedNames loaded;
    private long sweptAt = LogClock.NOT_STARTED;

    /**
     * What became of a delta.
     *
     * @param service whether its service is kept apart; where not, nothing else of it matters
     * @param version whether its version is; the unnamed one always is
     * @param otherCalls calls that are under {@link FactNames#OTHER} now, since their service has too many operations
     */
    public record Outcome(boolean service, boolean version, long otherCalls) {

        private static final Outcome REFUSED = new Outcome(false, false, 0);
    }

    /** Goes on with what the store holds. */
    public Admission(AdmissionConfig config, AdmissionStore store) {
        this(config, store, LOADED_BYTES);
    }

    Admission(AdmissionConfig config, AdmissionStore store, long loadedBytes) {
        this.config = requireNonNull(config, "config");
        this.store = requireNonNull(store, "store");
        this.loaded = new LoadedNames(store, loadedBytes);
        store.forEach((name, seen) -> {
            if (name.kind() == Kind.SERVICE) {
                services.put(name.service(), seen);
            }
        });
    }

    /**
     * Takes note of the names in a delta, and puts operations that are not kept apart under {@link FactNames#OTHER}, in place. Every
     * delta that can be added up has to come here, in the order of the log, also one that is late or of a service that the
     * caller does not look at: else readers would not admit the same.
     *
     * @param now log time, or {@link LogClock#NOT_STARTED}: then the delta's own counts
     */
    public Outcome admit(String service, RedDelta delta, long now) {
        Outcome admitted = admitVersion(service, delta, now);
        if (!admitted.service()) {
            return admitted;
        }
        Places operations = loaded.of(service).operations();
        long seen = seen(delta, now);
        long otherCalls = 0;
        for (OperationDelta operation : delta.getOperations()) {
            String name = operation.getOperation();
            if (!name.equals(FactNames.OTHER) && !admit(Kind.OPERATION, service, name, operations, seen)) {
                operation.setOperation(FactNames.OTHER);
                otherCalls += operation.getCalls();
            }
        }
        return new Outcome(true, admitted.version(), otherCalls);
    }

    /**
     * The same for a reader that looks at all operations of a version together: their names take no places, and stay as they are. Services
     * and versions are admitted as by {@link #admit}.
     */
    public Outcome admitVersion(String service, RedDelta delta, long now) {
        long seen = seen(delta, now);
        if (!admit(Kind.SERVICE, service, service, services, seen)) {
            return Outcome.REFUSED;
        }
        String version = delta.getVersion();
        boolean admitted = version.isEmpty()
                || admit(Kind.VERSION, service, version, loaded.of(service).versions(), seen);
        return new Outcome(true, admitted, 0);
    }

    private static long seen(RedDelta delta, long now) {
        return now == LogClock.NOT_STARTED ? delta.getLogTime().toEpochMilli() : now;
    }

    /** How many services are kept apart. */
    public int services() {
        return services.size();
    }

    /** Log time is now {@code now}: names that were not seen for long enough give their places up. */
    public void advance(long now) {
        long at = Math.floorDiv(now, SWEEP_MILLIS)
                * SWEEP_MILLIS; // of the log's making, not of when this task was started
        if (at <= sweptAt) {
            return;
        }
        sweptAt = at;
        Map<String, List<AdmittedName>> forgotten = new HashMap<>();
        Set<String> gone = new HashSet<>();
        store.forEach((name, seen) -> {
            if (gone.contains(name.service()) || seen + config.forgetMillis(name.kind()) <= at) {
                forgotten
                        .computeIfAbsent(name.service(), service -> new ArrayList<>())
                        .add(name);
                if (name.kind() == Kind.SERVICE) {
                    gone.add(name.service());
                }
            }
        });
        forgotten.values().forEach(names -> names.forEach(store::delete));
        gone.forEach(services::remove);
        loaded.forget(forgotten);
    }

    private boolean admit(Kind kind, String service, String name, Places admitted, long now) {
        Long seen = admitted.seen(name);
        if (seen == null && admitted.size() >= config.limit(kind)) {
            return false;
        }
        if (seen == null || now - seen >= config.refreshMillis(kind)) {
            admitted.put(name, now);
            store.put(new AdmittedName(service, kind, kind == Kind.SERVICE ? "" : name), now);
        }
        return true;
    }
}
