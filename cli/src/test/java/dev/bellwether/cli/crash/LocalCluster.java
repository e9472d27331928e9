package dev.bellwether.cli.crash;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import java.nio.file.Path;

/** The topics that a process left behind, served by a broker beside which nothing runs: nobody adds to them any more. */
final class StoppedCluster implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final RegistryServer registry;

    private StoppedCluster(EmbeddedBroker broker, RegistryServer registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /** @param data folder of the process that has ended */
    static StoppedCluster open(Path data) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(data.resolve("kafka")));
        return new StoppedCluster(broker, RegistryServer.start(broker.bootstrapServers(), RegistryConfig.defaults()));
    }

    TopicReader reader() {
        return new TopicReader(broker.bootstrapServers(), registry.uri());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
