package dev.bellwether.processors.admission;

import dev.bellwether.processors.admission.AdmittedName.Kind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Versions and operations of the services that were seen last, as many as there is room for; the others are in the store. */
final class LoadedNames {

    private final AdmissionStore store;
    private final long maxBytes;
    private final LinkedHashMap<String, Names> services = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param maxBytes for all but the service that was asked for last */
    LoadedNames(AdmissionStore store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /** Of one service. */
    record Names(Places versions, Places operations) {

        private Places of(Kind kind) {
            return kind == Kind.VERSION ? versions : operations;
        }

        private long bytes() {
            return versions.bytes() + operations.bytes();
        }
    }

    /** From memory, or else from the store. */
    Names of(String service) {
        Names known = services.get(service);
        if (known != null) {
            return known;
        }
        Iterator<Names> oldest = services.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
        Names names = new Names(new Places(this::grew), new Places(this::grew));
        store.forEachOf(service, (name, seen) -> {
            if (name.kind() != Kind.SERVICE) {
                names.of(name.kind()).put(name.name(), seen);
            }
        });
        services.put(service, names);
        return names;
    }

    private void grew(long by) {
        bytes += by;
    }

    /** These have given their places up, and a service with all that it had. */
    void forget(Map<String, List<AdmittedName>> byService) {
        // not by look-ups, which would change the order of services
        services.entrySet()
                .removeIf(service -> forget(service.getValue(), byService.getOrDefault(service.getKey(), List.of())));
    }

    /** Whether the service is among those that are forgotten. */
    private static boolean forget(Names names, List<AdmittedName> forgotten) {
        boolean gone = false;
        for (AdmittedName name : forgotten) {
            if (name.kind() == Kind.SERVICE) {
                gone = true;
            } else {
                names.of(name.kind()).remove(name.name());
            }
        }
        return gone;
    }
}
