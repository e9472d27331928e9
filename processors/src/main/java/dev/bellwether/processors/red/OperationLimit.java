package dev.bellwether.processors.red;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a bounded number of operations of each service apart: the first that come. A service whose span names carry ids
 * would otherwise fill the store and the topic by itself.
 */
final class OperationLimit {

    /** The operation under which everything past the limit is counted. */
    static final String OTHER = "~other";

    private final int maxOperations;
    private final Map<String, Set<String>> admitted = new HashMap<>();

    OperationLimit(int maxOperations) {
        this.maxOperations = maxOperations;
    }

    /** Takes note of an operation that was admitted before, as read from a store. */
    void restore(String serviceKey, String operation) {
        admitted.computeIfAbsent(serviceKey, key -> new HashSet<>()).add(operation);
    }

    /** What the answer to {@link #admit} may be. */
    enum Admission {
        KNOWN,
        NEW,
        OVER_THE_LIMIT
    }

    /** Whether an operation is kept apart; a new one counts against the limit from now on. */
    Admission admit(String serviceKey, String operation) {
        if (operation.equals(OTHER)) {
            return Admission.KNOWN;
        }
        Set<String> operations = admitted.computeIfAbsent(serviceKey, key -> new HashSet<>());
        if (operations.contains(operation)) {
            return Admission.KNOWN;
        }
        if (operations.size() >= maxOperations) {
            return Admission.OVER_THE_LIMIT;
        }
        operations.add(operation);
        return Admission.NEW;
    }
}
