package dev.bellwether.bench.load;

import java.util.concurrent.CompletableFuture;

/** Sends requests. Safe for use by several threads. */
public interface RequestSender extends AutoCloseable {

    /** Bytes in front of each request that the sender fills. */
    int room();

    /** Begins to send a request; completes, never exceptionally, with its answer or with why there is none. */
    CompletableFuture<Answer> send(byte[] request);

    @Override
    void close();
}
