package dev.bellwether.cli.node;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.StartRefusedException;
import dev.bellwether.embedded.FreeSpaceWatch;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.registry.RegistryConfig;
import dev.bellwether.embedded.registry.RegistryServer;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSchemas;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.TopicFinding;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.registry.HttpRegistryConfig;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka cluster and schema registry that a process works with: one that runs elsewhere, or a real broker and registry in
 * this process, whose data is kept in its folder.
 */
public final class Cluster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(20);

    /** Of the folder above all that the embedded broker and the processors write. */
    private final @Nullable FreeSpaceWatch space;

    private final @Nullable EmbeddedBroker broker;
    private final @Nullable RegistryServer registryServer;
    private final String bootstrapServers;
    private final Map<String, Object> client;
    private final List<URI> registryUris;
    private final ClusterProfile profile;

    /** The profile on the brokers that there are. */
    private ClusterProfile possible;

    private final SchemaRegistry schemas;
    private final FactCodec codec;

    private Cluster(
            @Nullable FreeSpaceWatch space,
            @Nullable EmbeddedBroker broker,
            @Nullable RegistryServer registryServer,
            Map<String, Object> client,
            HttpRegistryConfig registry,
            ClusterProfile profile) {
        this.space = space;
        this.broker = broker;
        this.registryServer = registryServer;
        this.bootstrapServers = (String) client.getOrDefault("bootstrap.servers", "");
        this.client = Map.copyOf(client);
        this.registryUris = registry.uris();
        this.profile = profile;
        this.possible = profile;
        this.schemas = new HttpSchemaRegistry(registry);
        this.codec = new FactCodec(schemas);
    }

    /**
     * Connects to the cluster that the configuration names, or starts one.
     *
     * @param edge who may ask an embedded registry
     * @param reporting settings by which every client shows what it measures
     * @param folder where an embedded broker keeps its data
     * @throws ConfigurationException if the settings of the cluster contradict each other or name a file that cannot be read
     * @throws dev.bellwether.edge.StartRefusedException if the embedded broker or registry cannot start
     */
    public static Cluster open(Configuration configuration, Edge edge, Path folder, Map<String, Object> reporting)
            throws ConfigurationException {
        if (OutsideCluster.isNamedIn(configuration)) {
            OutsideCluster outside = OutsideCluster.of(configuration);
            Map<String, Object> client = new HashMap<>(outside.client());
            client.putAll(reporting);
            return new Cluster(null, null, null, client, outside.registry(), outside.profile());
        }
        Map<String, Object> client = new HashMap<>(ClientProperties.of(configuration));
        client.putAll(reporting);
        return embedded(configuration, edge, folder, client);
    }

    private static Cluster embedded(Configuration configuration, Edge edge, Path folder, Map<String, Object> client) {
        FreeSpaceWatch space = FreeSpaceWatch.start(folder, configuration.get(Settings.EMBEDDED_MIN_FREE));
        try {
            return embedded(configuration, edge, folder, client, space);
        } catch (RuntimeException e) {
            space.close();
            throw e;
        }
    }

    private static Cluster embedded(
            Configuration configuration, Edge edge, Path folder, Map<String, Object> client, FreeSpaceWatch space) {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("kafka"))
                .withPort(configuration.get(Settings.EMBEDDED_KAFKA_PORT)));
        try {
            RegistryServer registry = RegistryServer.start(
                    edge,
                    broker.bootstrapServers(),
                    RegistryConfig.defaults().withPort(configuration.get(Settings.EMBEDDED_REGISTRY_PORT)));
            client.put("bootstrap.servers", broker.bootstrapServers());
            ClusterProfile standard = ClusterProfile.embedded();
            ClusterProfile profile = new ClusterProfile(
                    standard.partitions(),
                    standard.replicationFactor(),
                    standard.minInsyncReplicas(),
                    configuration.get(Settings.EMBEDDED_RETENTION));
            return new Cluster(space, broker, registry, client, ofEmbedded(registry, edge), profile);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static HttpRegistryConfig ofEmbedded(RegistryServer registry, Edge edge) {
        HttpRegistryConfig config = HttpRegistryConfig.of(registry.uri());
        HttpRegistryConfig own = config.withToken(edge.ownToken());
        return edge.ownClients().map(own::withTls).orElse(own);
    }

    /**
     * Registers the schemas of all facts, creates the topics that are missing, and checks the others.
     *
     * @param wanted the topics that there have to be
     * @return how many partitions the raw topics of traces and logs have, by their names
     * @throws dev.bellwether.schemas.UnfitTopicsException if an existing topic would break the meaning of facts
     * @throws StartRefusedException if the cluster does not answer, or refuses
     */
    Map<String, Integer> provision(Topics topics, List<Topic> wanted) {
        try {
            return provisioned(topics, wanted);
        } catch (KafkaException | CompletionException e) {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            throw new StartRefusedException(
                    "Kafka at " + bootstrapServers + " does not answer as it should (" + cause.getMessage()
                            + "): check " + Settings.KAFKA_SERVERS.key() + " and " + Settings.KAFKA_CLIENT_FILE.key(),
                    e);
        }
    }

    private Map<String, Integer> provisioned(Topics topics, List<Topic> wanted) {
        FactSchemas.register(schemas, topics);
        Map<String, Object> patient = new HashMap<>(client);
        patient.putIfAbsent("default.api.timeout.ms", Math.toIntExact(ADMIN_TIMEOUT.toMillis()));
        patient.putIfAbsent("request.timeout.ms", Math.toIntExact(ADMIN_TIMEOUT.toMillis() / 2));
        try (Admin admin = Admin.create(patient)) {
            // Changelogs too can have no more copies than there are brokers.
            possible = profile.forBrokers(admin.describeCluster()
                    .nodes()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .size());
            for (TopicFinding finding :
                    new TopicProvisioner(admin, bootstrapServers, profile, ADMIN_TIMEOUT).provision(wanted)) {
                log.warn("{}", finding);
            }
            return admin
                    .describeTopics(wanted.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .values()
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(
                            TopicDescription::name, topic -> topic.partitions().size()));
        }
    }

    /** Runs an action with the reason when the embedded broker can serve no longer; never for an outside cluster. */
    void onFailure(Consumer<String> action) {
        if (broker != null) {
            CompletableFuture<Void> told = broker.failure()
                    .thenAccept(cause -> action.accept("the embedded broker has stopped: " + cause.getMessage()));
            log.trace("told: {}", told);
        }
    }

    /** How the disk stands on which an embedded broker writes; empty for an outside cluster. */
    Optional<FreeSpaceWatch> space() {
        return Optional.ofNullable(space);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Properties for every Kafka client of this process. */
    public Map<String, Object> client() {
        return client;
    }

    public List<URI> registryUris() {
        return registryUris;
    }

    public FactCodec codec() {
        return codec;
    }

    /** What topics can be created with on the brokers that there are. */
    ClusterProfile profile() {
        return possible;
    }

    /** Stops the embedded registry and broker; an outside cluster is left alone. */
    @Override
    public void close() {
        if (space != null) {
            space.close();
        }
        if (registryServer != null) {
            registryServer.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
