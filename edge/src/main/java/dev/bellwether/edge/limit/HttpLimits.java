package dev.bellwether.edge.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What one listener bears. */
public record HttpLimits(Connections connections, Headers headers, Http2 http2) {

    public static final HttpLimits STANDARD = new HttpLimits(
            new Connections(4_096, Duration.ofMinutes(2), Duration.ofSeconds(10)),
            new Headers(16 * 1024, 100),
            new Http2(256, 400, 600));

    public HttpLimits {
        requireNonNull(connections, "connections");
        requireNonNull(headers, "headers");
        requireNonNull(http2, "http2");
    }

    public HttpLimits withConnections(Connections connections) {
        return new HttpLimits(connections, headers, http2);
    }

    public HttpLimits withHeaders(Headers headers) {
        return new HttpLimits(connections, headers, http2);
    }

    public HttpLimits withHttp2(Http2 http2) {
        return new HttpLimits(connections, headers, http2);
    }

    /**
     * Of the connections of a listener.
     *
     * @param max that may be open; one more is closed at once
     * @param idleTimeout how long a connection may have no request; longer than the minute between two exports of metrics
     * @param firstRequestTimeout how long the first request of a connection may take to arrive, up to the end of its headers; that of
     *     HTTP/2 has arrived when its connection preface has
     */
    public record Connections(int max, Duration idleTimeout, Duration firstRequestTimeout) {

        public Connections {
            requirePositive("max", max);
            requirePositive("idleTimeout", idleTimeout.toMillis());
            requirePositive("firstRequestTimeout", firstRequestTimeout.toMillis());
        }
    }

    /**
     * Of the headers of a request.
     *
     * @param maxBytes of all of them; with HTTP/2 each counts 32 bytes more than it has
     * @param maxCount how many there may be
     */
    public record Headers(int maxBytes, int maxCount) {

        public Headers {
            requirePositive("maxBytes", maxBytes);
            requirePositive("maxCount", maxCount);
        }
    }

    /**
     * Of one HTTP/2 connection.
     *
     * @param maxStreams requests at the same time
     * @param maxResets streams that a client may reset, or make the server reset, in a minute
     * @param maxPings PING and SETTINGS frames that a client may send in a minute
     */
    public record Http2(int maxStreams, int maxResets, int maxPings) {

        public Http2 {
            requirePositive("maxStreams", maxStreams);
            requirePositive("maxResets", maxResets);
            requirePositive("maxPings", maxPings);
        }
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
