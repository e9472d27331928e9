package dev.bellwether.ingest.memory;

import java.io.IOException;

/** Reading a request needs more memory than there is for it. Without a stack trace: refusing must stay cheap. */
public final class MemoryRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long bytes;

    /** @param bytes how many more were asked for */
    public MemoryRefusedException(long bytes) {
        super(bytes + " bytes more than there is memory for");
        this.bytes = bytes;
    }

    /** How many more were asked for. */
    public long bytes() {
        return bytes;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
