package dev.bellwether.processors.runtime;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * What all Kafka Streams applications of one process share.
 *
 * @param client how to reach the cluster: {@code bootstrap.servers}, security
 * @param applicationPrefix put before each application's name; the whole is its {@code application.id}
 * @param stateFolder where stores keep their files; each application makes its own folder in it
 * @param copies of the state that stores hold
 * @param threads stream threads of each application
 * @param deadLettersTopic where records go that cannot be read
 * @param stores what state stores may hold in memory
 */
public record StreamsSettings(
        Map<String, Object> client,
        String applicationPrefix,
        Path stateFolder,
        StateCopies copies,
        int threads,
        String deadLettersTopic,
        StoreMemory stores) {

    public StreamsSettings {
        client = Map.copyOf(client);
        requireNonNull(applicationPrefix, "applicationPrefix");
        requireNonNull(stateFolder, "stateFolder");
        requireNonNull(copies, "copies");
        requireNonNull(deadLettersTopic, "deadLettersTopic");
        requireNonNull(stores, "stores");
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
        }
    }
}
