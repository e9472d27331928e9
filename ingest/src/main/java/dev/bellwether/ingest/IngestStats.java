package dev.bellwether.ingest;

import static java.util.Objects.requireNonNull;

import dev.bellwether.ingest.append.Feed;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.Map;

/**
 * What ingest has seen since it started. Once all requests are answered, for each signal and for requests, items and bytes alike:
 * {@code received = appended + sum of rejected}.
 *
 * @param feeds per feed
 * @param unknownPaths requests that named none
 * @param requestsInFlight requests without an answer yet
 * @param bytesInFlight bytes of requests that the broker has not acknowledged yet
 * @param maxBytesInFlight from where on requests are refused
 */
public record IngestStats(
        Map<Feed, SignalStats> feeds,
        long unknownPaths,
        int requestsInFlight,
        long bytesInFlight,
        long maxBytesInFlight) {

    public IngestStats {
        feeds = Map.copyOf(feeds);
    }

    /** One signal's numbers; all zero where nothing came. */
    public SignalStats of(Signal signal) {
        return of(Feed.of(signal));
    }

    /** One feed's numbers; all zero where nothing came. */
    public SignalStats of(Feed feed) {
        return feeds.getOrDefault(feed, SignalStats.NONE);
    }

    /**
     * One signal's numbers.
     *
     * @param received all that came
     * @param appended of that, what was acknowledged to the client as taken
     * @param rejected of that, what was not, by reason; reasons that did not occur are absent
     * @param records records that were made of it
     * @param recordBytes bytes of their values
     */
    public record SignalStats(
            Amount received, Amount appended, Map<RejectReason, Amount> rejected, long records, long recordBytes) {

        public static final SignalStats NONE = new SignalStats(Amount.NONE, Amount.NONE, Map.of(), 0, 0);

        public SignalStats {
            requireNonNull(received, "received");
            requireNonNull(appended, "appended");
            rejected = Map.copyOf(rejected);
        }
    }

    /**
     * An amount of telemetry.
     *
     * @param requests requests; one that was taken in part counts as appended
     * @param items spans, data points, log records or samples; those of a request that could not be read are not known and count nowhere
     * @param bytes length of the requests, decompressed, as far as they were received; of a request that was taken in part all count as
     *     appended
     */
    public record Amount(long requests, long items, long bytes) {

        public static final Amount NONE = new Amount(0, 0, 0);

        public boolean isNone() {
            return equals(NONE);
        }

        public Amount plus(Amount other) {
            return new Amount(requests + other.requests, items + other.items, bytes + other.bytes);
        }
    }
}
