package dev.bellwether.schemas;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Headers of records on the {@code otlp_*} topics and on {@code prometheus_samples}. Records that others write there have none of them. */
public final class OtlpHeaders {

    /**
     * 128-bit hash of the value, 16 bytes. A client that sends again because the answer was lost sends the same bytes, and
     * the reader drops a hash that it has seen in the last minutes.
     */
    public static final String HASH = "bellwether-hash";

    /**
     * Marks a tick: a record with a zero-length value, which is an empty request to everybody else. Whoever reads a
     * partition writes ticks to it; reading one back proves that everything before it was read.
     */
    public static final String TICK = "bellwether-tick";

    /** Address of the connection that the request came from, without the port. */
    public static final String CLIENT_ADDRESS = "client.address";

    /** Media type of the value: {@code application/x-protobuf}, for what Prometheus writes with the name of the message. */
    public static final String CONTENT_TYPE = "content-type";

    private OtlpHeaders() {}

    /** Whether a record with these headers and this value is a tick. */
    public static boolean isTick(Headers headers, byte @Nullable [] value) {
        return value != null && value.length == 0 && headers.lastHeader(TICK) != null;
    }
}
