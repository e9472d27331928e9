package dev.bellwether.demo;

import java.util.List;
import java.util.Optional;

/**
 * The shop's ledger: what its services answered and what became of the spans about it. Numbers only grow; versions that no
 * longer run keep their entry.
 *
 * @param versions one entry for each version of each service that ever ran, services from the front to the back of the shop
 * @param visits   what the traffic generator did
 */
public record ShopStats(List<VersionStats> versions, Visits visits) {

    public ShopStats {
        versions = List.copyOf(versions);
    }

    /** The entry of one version; empty where it never ran. */
    public Optional<VersionStats> version(String service, String version) {
        return versions.stream()
                .filter(entry ->
                        entry.service().equals(service) && entry.version().equals(version))
                .findFirst();
    }

    /** Whether every span that ended has been acknowledged by the OTLP receiver. */
    public boolean delivered() {
        return versions.stream()
                .allMatch(entry -> entry.spans().acknowledged() == entry.spans().ended());
    }

    /**
     * One version of one service.
     *
     * @param requests             entry spans (kind SERVER) ended
     * @param errors               of those, with status ERROR
     * @param acknowledgedRequests entry spans in export requests that the receiver answered with success: what it should count
     * @param acknowledgedErrors   of those, with status ERROR
     * @param spans                all spans, those of calls to other services included
     */
    public record VersionStats(
            String service,
            String version,
            long requests,
            long errors,
            long acknowledgedRequests,
            long acknowledgedErrors,
            Spans spans) {}

    /**
     * What became of spans: {@code ended = acknowledged + failed + pending + dropped}.
     *
     * @param ended        by the instrumented code
     * @param acknowledged in export requests that the receiver answered with success
     * @param failed       in export requests that the receiver refused, or that did not reach it, after all retries or
     *                     before the shop was closed
     * @param pending      in the batch processor's queue or on their way, while the version runs
     * @param dropped      because that queue was full; known when the version runs no longer
     */
    public record Spans(long ended, long acknowledged, long failed, long pending, long dropped) {}

    /**
     * What the traffic generator did: {@code due = sent + dropped}.
     *
     * @param due      visits whose time had come
     * @param sent     visits sent to the shop
     * @param dropped  visits not sent, because too many were still unanswered
     * @param answered visits that got an answer, whatever its status
     * @param failed   visits that got none
     */
    public record Visits(long due, long sent, long dropped, long answered, long failed) {}
}
