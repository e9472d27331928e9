package dev.bellwether.ingest.json;

import java.io.IOException;

/** What is made of a text is longer than it may be. */
final class WireTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    WireTooLargeException(int maxBytes) {
        super("the request is larger than " + maxBytes + " bytes in protobuf form");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
