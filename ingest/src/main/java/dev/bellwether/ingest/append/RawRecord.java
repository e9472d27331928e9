package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import dev.bellwether.telemetry.otlp.Signal;

/** One record for one of the raw topics: a request, or a part of one. Whoever makes it leaves the bytes alone from then on. */
public final class RawRecord {

    /** Media type of OTLP's messages. */
    public static final String PROTOBUF = "application/x-protobuf";

    private final Feed feed;
    private final String mediaType;
    private final byte[] value;
    private final String clientAddress;

    /** A request of OTLP; the parameters are those of the other constructor. */
    public RawRecord(Signal signal, byte[] value, String clientAddress) {
        this(Feed.of(signal), PROTOBUF, value, clientAddress);
    }

    /**
     * @param feed what the request holds, and so its topic
     * @param mediaType what kind of message it is
     * @param value the request, protobuf; never empty, for an empty value is a tick to the readers of the topic
     * @param clientAddress address of the connection that the request came from, without the port
     */
    public RawRecord(Feed feed, String mediaType, byte[] value, String clientAddress) {
        this.feed = requireNonNull(feed, "feed");
        this.mediaType = requireNonNull(mediaType, "mediaType");
        this.value = requireNonNull(value, "value");
        this.clientAddress = requireNonNull(clientAddress, "clientAddress");
        if (value.length == 0) {
            throw new IllegalArgumentException("value: empty (expected: a request with items)");
        }
    }

    public Feed feed() {
        return feed;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The bytes themselves, not a copy. */
    public byte[] value() {
        return value;
    }

    public String clientAddress() {
        return clientAddress;
    }
}
