package dev.bellwether.cli.node;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.registry.HttpRegistryConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Kafka cluster and a schema registry that run elsewhere: how they are reached, and what is to be there.
 *
 * @param servers {@code host:port}, several with commas between them
 * @param client properties for every Kafka client, with the servers
 * @param registry how the schema registry is reached
 * @param profile what topics are created with
 * @param roles what this process does there
 * @param tellsAlertmanagers whether it reads alerts there to tell Alertmanagers
 * @param topics their names
 * @param wanted the topics that there have to be
 */
public record OutsideCluster(
        String servers,
        Map<String, Object> client,
        HttpRegistryConfig registry,
        ClusterProfile profile,
        Set<String> roles,
        boolean tellsAlertmanagers,
        Topics topics,
        List<Topic> wanted) {

    public OutsideCluster {
        client = Map.copyOf(client);
        roles = Set.copyOf(roles);
        wanted = List.copyOf(wanted);
    }

    /** Whether a configuration names one; else broker and registry run in the process itself. */
    public static boolean isNamedIn(Configuration configuration) {
        return !configuration.get(Settings.KAFKA_SERVERS).isEmpty();
    }

    /**
     * The cluster that a configuration names.
     *
     * @throws ConfigurationException if settings contradict each other, or name a file that cannot be used
     */
    public static OutsideCluster of(Configuration configuration) throws ConfigurationException {
        if (configuration.get(Settings.REGISTRY_URL).isEmpty()) {
            throw new ConfigurationException(List.of(Settings.REGISTRY_URL.key()
                    + " is missing: with kafka.bootstrap-servers a schema registry is needed too"));
        }
        Parts parts = Parts.of(configuration);
        String servers = configuration.get(Settings.KAFKA_SERVERS);
        Map<String, Object> client = new HashMap<>(ClientProperties.of(configuration));
        client.put("bootstrap.servers", servers);
        return new OutsideCluster(
                servers,
                client,
                registry(configuration),
                profile(configuration),
                parts.roles(),
                parts.tellsAlertmanagers(),
                parts.topics(),
                parts.provisioned());
    }

    private static HttpRegistryConfig registry(Configuration configuration) throws ConfigurationException {
        try {
            return RegistryParts.of(configuration);
        } catch (FileProblemException e) {
            throw new ConfigurationException(e.problems());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static ClusterProfile profile(Configuration configuration) throws ConfigurationException {
        int replicas = configuration.get(Settings.REPLICATION);
        int minInsync = configuration.get(Settings.MIN_INSYNC);
        if (minInsync > replicas) {
            throw new ConfigurationException(List.of(Settings.MIN_INSYNC.key() + ": " + minInsync
                    + " (expected: at most " + Settings.REPLICATION.key() + ", " + replicas + ")"));
        }
        return new ClusterProfile(
                configuration.get(Settings.PARTITIONS),
                replicas,
                minInsync == 0 ? Math.max(1, replicas - 1) : minInsync,
                ClusterProfile.UNLIMITED);
    }
}
