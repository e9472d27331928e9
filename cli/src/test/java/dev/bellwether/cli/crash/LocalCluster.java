package dev.bellwether.cli.crash;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import java.net.URI;
import java.nio.file.Path;

/** Broker and registry in the process of the test, where no blow reaches them. */
final class LocalCluster implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final RegistryServer registry;

    private LocalCluster(EmbeddedBroker broker, RegistryServer registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /** @param folder of a new broker, or of one that ran in a process that has ended */
    static LocalCluster open(Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        try {
            return new LocalCluster(broker, RegistryServer.start(broker.bootstrapServers(), RegistryConfig.defaults()));
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    String servers() {
        return broker.bootstrapServers();
    }

    URI registry() {
        return registry.uri();
    }

    TopicReader reader() {
        return new TopicReader(servers(), registry());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
