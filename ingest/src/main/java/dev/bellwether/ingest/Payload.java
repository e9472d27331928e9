package dev.bellwether.ingest;

/** A request in protobuf form, and how long it was in the form in which it came, decompressed. */
final class Payload {

    private final byte[] request;
    private final int receivedBytes;

    Payload(byte[] request, int receivedBytes) {
        this.request = request;
        this.receivedBytes = receivedBytes;
    }

    byte[] request() {
        return request;
    }

    int receivedBytes() {
        return receivedBytes;
    }
}
