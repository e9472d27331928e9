package dev.bellwether.edge;

import java.time.Duration;

/**
 * What one listener bears.
 *
 * @param maxConnections open connections; one more is closed at once
 * @param maxStreams requests at the same time on one HTTP/2 connection
 * @param maxHeaderBytes all headers of a request; with HTTP/2 each counts 32 bytes more than it has
 * @param maxHeaders headers of a request
 * @param maxResets HTTP/2 streams that a client may reset in a minute
 * @param maxPings HTTP/2 PING and SETTINGS frames that a client may send in a minute
 * @param idleTimeout how long a connection may have no request; longer than the minute between two exports of metrics
 * @param firstRequestTimeout how long the first request of a connection may take to arrive, up to the end of its headers; that of HTTP/2
 *     has arrived when its connection preface has
 */
public record HttpLimits(
        int maxConnections,
        int maxStreams,
        int maxHeaderBytes,
        int maxHeaders,
        int maxResets,
        int maxPings,
        Duration idleTimeout,
        Duration firstRequestTimeout) {

    public static final HttpLimits STANDARD =
            new HttpLimits(4_096, 256, 16 * 1024, 100, 400, 600, Duration.ofMinutes(2), Duration.ofSeconds(10));

    public HttpLimits {
        requirePositive("maxConnections", maxConnections);
        requirePositive("maxStreams", maxStreams);
        requirePositive("maxHeaderBytes", maxHeaderBytes);
        requirePositive("maxHeaders", maxHeaders);
        requirePositive("maxResets", maxResets);
        requirePositive("maxPings", maxPings);
        requirePositive("idleTimeout", idleTimeout.toMillis());
        requirePositive("firstRequestTimeout", firstRequestTimeout.toMillis());
    }

    public HttpLimits withConnections(int maxConnections, Duration idleTimeout, Duration firstRequestTimeout) {
        return new HttpLimits(
                maxConnections,
                maxStreams,
                maxHeaderBytes,
                maxHeaders,
                maxResets,
                maxPings,
                idleTimeout,
                firstRequestTimeout);
    }

    public HttpLimits withHeaders(int maxHeaderBytes, int maxHeaders) {
        return new HttpLimits(
                maxConnections,
                maxStreams,
                maxHeaderBytes,
                maxHeaders,
                maxResets,
                maxPings,
                idleTimeout,
                firstRequestTimeout);
    }

    public HttpLimits withHttp2(int maxStreams, int maxResets, int maxPings) {
        return new HttpLimits(
                maxConnections,
                maxStreams,
                maxHeaderBytes,
                maxHeaders,
                maxResets,
                maxPings,
                idleTimeout,
                firstRequestTimeout);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
