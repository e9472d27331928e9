package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import dev.bellwether.testing.FaultProxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Broker and registry in the process of the test, where no blow reaches them. */
final class LocalCluster implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final String servers;
    private final RegistryServer registry;

    private LocalCluster(EmbeddedBroker broker, String servers, RegistryServer registry) {
        this.broker = broker;
        this.servers = servers;
        this.registry = registry;
    }

    /** @param folder of a new broker, or of one that ran in a process that has ended */
    static LocalCluster open(Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        return withRegistry(broker, broker.bootstrapServers());
    }

    /** Everybody, the registry too, reaches the broker over this network. */
    static LocalCluster behind(FaultProxy network, Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder)
                .withSettings(Map.of("advertised.listeners", "BROKER://" + network.address())));
        network.forwardTo("127.0.0.1", broker.port());
        return withRegistry(broker, network.address());
    }

    private static LocalCluster withRegistry(EmbeddedBroker broker, String servers) {
        try {
            return new LocalCluster(broker, servers, RegistryServer.start(servers, RegistryConfig.defaults()));
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    String servers() {
        return servers;
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
