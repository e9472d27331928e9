package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The processes that a drill is about, and their topics. */
public interface Site extends AutoCloseable {

    /** OTLP/HTTP; empty while nobody listens. */
    Optional<URI> otlp();

    /** Reads the topics while all is up. */
    TopicReader reader() throws IOException;

    /** Stops what runs, in order. From then on nobody adds to the topics, and {@link #reader} reads what is left. */
    void stop() throws InterruptedException;

    @Override
    void close() throws InterruptedException;
}
