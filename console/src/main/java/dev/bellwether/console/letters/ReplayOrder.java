package dev.bellwether.console.letters;

import static java.util.Objects.requireNonNull;

/**
 * What to write back.
 *
 * @param query which letters, the oldest first
 * @param limit how many at most
 * @param dryRun whether to say what would be done, and do nothing
 * @param force whether to write back also what was already, died too often, or will be counted twice
 */
public record ReplayOrder(LetterQuery query, int limit, boolean dryRun, boolean force) {

    public ReplayOrder {
        requireNonNull(query, "query");
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: at least 1)");
        }
    }
}
