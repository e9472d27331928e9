package dev.bellwether.edge.limit;

import java.util.Locale;

/** A limit that a client went beyond. */
public enum Breach {
    /** More connections than allowed. */
    CONNECTIONS,
    /** No request for too long after connecting. */
    NO_REQUEST,
    /** More PING and SETTINGS frames than allowed. */
    PINGS,
    /** More requests at the same time on one connection than allowed. */
    STREAMS,
    /** More requests with a mistake, for which the server has to reset them, than allowed. */
    RESETS,
    /** Netty has had enough of it: too many resets, CONTINUATION or empty DATA frames. */
    CALM,
    /** The first line or the headers of an HTTP/1 request have more bytes than allowed, or there are more headers. */
    HEADER_BYTES,
    /** Netty finds a frame to be against the protocol; headers of HTTP/2 that have more bytes than allowed are. */
    PROTOCOL;

    /** The value of the metrics' tag {@code reason}. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
