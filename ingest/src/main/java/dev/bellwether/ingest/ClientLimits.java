package dev.bellwether.ingest;

/**
 * How much of what ingest can take one client may have, so that the others are served too.
 *
 * @param maxRequests requests of one client without an answer of the broker
 * @param share of the bytes that the requests of other clients leave of {@link IngestLimits#maxInFlightBytes}, which the requests of one
 *     client may have together; above 0, and 1 for all of them. A single request is never refused for it
 */
public record ClientLimits(int maxRequests, double share) {

    /**
     * A Collector sends ten batches at a time unless told otherwise, and its numbers are far from these. With a half, any number n of clients
     * that take what they can leave one (n+1)th of the bytes free for whoever comes.
     */
    public static final ClientLimits DEFAULT = new ClientLimits(1_000, 0.5);

    /** One client may have everything. */
    public static final ClientLimits NONE = new ClientLimits(Integer.MAX_VALUE, 1);

    public ClientLimits {
        if (maxRequests < 1) {
            throw new IllegalArgumentException("maxRequests: " + maxRequests + " (expected: at least 1)");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
        }
    }
}
