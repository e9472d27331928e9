package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import dev.bellwether.telemetry.otlp.Signal;

/** One record for one of the OTLP topics: a request, or a part of one. Whoever makes it leaves the bytes alone from then on. */
public final class OtlpRecord {

    private final Signal signal;
    private final byte[] value;
    private final String clientAddress;

    /**
     * @param signal what the request holds, and so its topic
     * @param value the request, protobuf; never empty, for an empty value is a tick to the readers of the topic
     * @param clientAddress address of the connection that the request came from, without the port
     */
    public OtlpRecord(Signal signal, byte[] value, String clientAddress) {
        this.signal = requireNonNull(signal, "signal");
        this.value = requireNonNull(value, "value");
        this.clientAddress = requireNonNull(clientAddress, "clientAddress");
        if (value.length == 0) {
            throw new IllegalArgumentException("value: empty (expected: a request with items)");
        }
    }

    public Signal signal() {
        return signal;
    }

    /** The bytes themselves, not a copy. */
    public byte[] value() {
        return value;
    }

    public String clientAddress() {
        return clientAddress;
    }
}
