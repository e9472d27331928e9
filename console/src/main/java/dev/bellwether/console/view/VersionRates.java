package dev.bellwether.console.view;

import java.time.Instant;

/**
 * How a version of a service fares.
 *
 * @param subject the version
 * @param requests entry spans in the range
 * @param errors of those, spans with status ERROR
 * @param adjustedRequests requests weighted by the inverse of the sampling probability
 * @param requestsPerSecond requests in the range divided by its length
 * @param p50Millis median duration; NaN without requests
 * @param p99Millis 99th percentile of the duration; NaN without requests
 * @param lastSeen end of the newest window that had requests, event time
 */
public record VersionRates(
        ServiceVersion subject,
        long requests,
        long errors,
        double adjustedRequests,
        double requestsPerSecond,
        double p50Millis,
        double p99Millis,
        Instant lastSeen) {

    /** Errors divided by requests; NaN without requests. */
    public double errorRatio() {
        return requests == 0 ? Double.NaN : (double) errors / requests;
    }
}
