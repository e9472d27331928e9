package dev.bellwether.bench.endtoend;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a registry in this process, with all topics, so that what is measured has a process for itself. */
final class OwnCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedBroker broker;
    private final RegistryServer registry;

    private OwnCluster(EmbeddedBroker broker, RegistryServer registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /** @param partitions of each topic */
    static OwnCluster start(Path folder, Topics topics, int partitions) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            ClusterProfile profile = new ClusterProfile(partitions, 1, 1, ClusterProfile.UNLIMITED);
            var warnings =
                    new TopicProvisioner(admin, broker.bootstrapServers(), profile, PATIENCE).provision(topics.all());
            if (!warnings.isEmpty()) {
                throw new IllegalStateException("topics of a new broker: " + warnings);
            }
            return new OwnCluster(broker, RegistryServer.start(broker.bootstrapServers(), RegistryConfig.defaults()));
        } catch (RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    String kafka() {
        return broker.bootstrapServers();
    }

    URI registry() {
        return URI.create("http://127.0.0.1:" + registry.port());
    }

    /** Settings with which {@code serve} takes these roles on this cluster. */
    ServerOptions client(ServerOptions options, String roles) {
        Map<String, String> settings = new HashMap<>();
        settings.put("roles", roles);
        settings.put("kafka.bootstrap-servers", kafka());
        settings.put("schema-registry.url", registry().toString());
        return options.over(settings);
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
