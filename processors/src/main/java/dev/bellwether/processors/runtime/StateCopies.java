package dev.bellwether.processors.runtime;

/**
 * How often there is what a state store holds.
 *
 * @param changelogReplicas replicas of its changelog topic
 * @param minInsyncReplicas of those, replicas that must have a record before it is acknowledged
 * @param standbys processes beside its own that keep the store up to date, and so take it over without reading the changelog from its
 *     beginning; as far as there are processes
 */
public record StateCopies(int changelogReplicas, int minInsyncReplicas, int standbys) {

    /** For a single broker and a single process. */
    public static final StateCopies SINGLE = new StateCopies(1, 1, 0);

    public StateCopies {
        if (minInsyncReplicas < 1 || minInsyncReplicas > changelogReplicas) {
            throw new IllegalArgumentException(
                    "minInsyncReplicas: " + minInsyncReplicas + " (expected: 1.." + changelogReplicas + ")");
        }
        if (standbys < 0) {
            throw new IllegalArgumentException("standbys: " + standbys + " (expected: >= 0)");
        }
    }
}
