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
import java.util.Iterator;
import java.util.LinkedHashMap;
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

    /** Names of versions and operations that are in memory, beyond those of the service at hand; the others are in the store. */
    private static final int LOADED_NAMES = 20_000;

    private final AdmissionConfig config;
    private final AdmissionStore store;
    private final Map<String, Long> services = new HashMap<>();
    private final LinkedHashMap<String, Names> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private int loadedNames;
    private long sweptAt = LogClock.NOT_STARTED;

    /** The versions and operations of one service, each with the log time of its last sight as the store has it. */
    private record Names(Map<String, Long> versions, Map<String, Long> operations) {

        static Names none() {
            return new Names(new HashMap<>(), new HashMap<>());
        }

        int size() {
            return versions.size() + operations.size();
        }
    }

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
        this.config = requireNonNull(config, "config");
        this.store = requireNonNull(store, "store");
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
        long seen = now == LogClock.NOT_STARTED ? delta.getLogTime().toEpochMilli() : now;
        if (!admit(Kind.SERVICE, service, service, services, seen)) {
            return Outcome.REFUSED;
        }
        Names names = names(service);
        int before = names.size();
        String version = delta.getVersion();
        boolean versionAdmitted = version.isEmpty() || admit(Kind.VERSION, service, version, names.versions(), seen);
        long otherCalls = 0;
        for (OperationDelta operation : delta.getOperations()) {
            String name = operation.getOperation();
            if (!name.equals(FactNames.OTHER) && !admit(Kind.OPERATION, service, name, names.operations(), seen)) {
                operation.setOperation(FactNames.OTHER);
                otherCalls += operation.getCalls();
            }
        }
        loadedNames += names.size() - before;
        return new Outcome(true, versionAdmitted, otherCalls);
    }

    /** Log time is now {@code now}: names that were not seen for long enough give their places up. */
    public void advance(long now) {
        long at = Math.floorDiv(now, SWEEP_MILLIS)
                * SWEEP_MILLIS; // of the log's making, not of when this task was started
        if (at <= sweptAt) {
            return;
        }
        sweptAt = at;
        List<AdmittedName> forgotten = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        store.forEach((name, seen) -> {
            if (gone.contains(name.service()) || seen + config.forgetMillis(name.kind()) <= at) {
                forgotten.add(name);
                if (name.kind() == Kind.SERVICE) {
                    gone.add(name.service());
                }
            }
        });
        forgotten.forEach(store::delete);
        services.keySet().removeAll(gone);
        if (!forgotten.isEmpty()) {
            loaded.clear();
            loadedNames = 0;
        }
    }

    private boolean admit(Kind kind, String service, String name, Map<String, Long> admitted, long now) {
        Long seen = admitted.get(name);
        if (seen == null && admitted.size() >= config.limit(kind)) {
            return false;
        }
        if (seen == null || now - seen >= config.refreshMillis(kind)) {
            admitted.put(name, now);
            store.put(new AdmittedName(service, kind, kind == Kind.SERVICE ? "" : name), now);
        }
        return true;
    }

    private Names names(String service) {
        Names known = loaded.get(service);
        if (known != null) {
            return known;
        }
        Iterator<Names> oldest = loaded.values().iterator();
        while (loadedNames > LOADED_NAMES && oldest.hasNext()) {
            loadedNames -= oldest.next().size();
            oldest.remove();
        }
        Names names = Names.none();
        store.forEachOf(service, (name, seen) -> {
            if (name.kind() != Kind.SERVICE) {
                (name.kind() == Kind.VERSION ? names.versions() : names.operations()).put(name.name(), seen);
            }
        });
        loaded.put(service, names);
        loadedNames += names.size();
        return names;
    }
}
