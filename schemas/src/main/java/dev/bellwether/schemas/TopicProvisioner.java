package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.TopicFinding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics that are missing and checks those that exist. Several processes may do so at the same time.
 *
 * <p>Existing topics are never changed. Where one of them would make facts wrong, nothing is created either.
 */
public final class TopicProvisioner {

    private static final long POLL_MILLIS = 50;

    private final Admin admin;
    private final String bootstrapServers;
    private final ClusterProfile profile;
    private final Duration timeout;

    /**
     * @param admin asked for everything; stays open
     * @param bootstrapServers named in the commands that fix something
     * @param profile what missing topics are created with
     * @param timeout how long the cluster may take for each answer, and to spread the news of what was created
     */
    public TopicProvisioner(Admin admin, String bootstrapServers, ClusterProfile profile, Duration timeout) {
        this.admin = requireNonNull(admin, "admin");
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
        this.profile = requireNonNull(profile, "profile");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    /**
     * Returns when every topic exists, is fit for use, and has a leader for each partition.
     *
     * @return warnings, for the caller to log
     * @throws UnfitTopicsException if an existing topic would make facts wrong; lists every problem with its fix
     * @throws KafkaException if the cluster refuses or does not answer in time
     */
    public List<TopicFinding> provision(Collection<Topic> topics) {
        int brokers =
                await(admin.describeCluster().nodes(), "the list of brokers").size();
        ClusterProfile possible = profile.forBrokers(brokers);
        TopicCheck check = new TopicCheck(bootstrapServers, possible);

        Map<String, TopicSettings> found = describe(topics);
        refuseUnfit(check.findings(topics, found));

        List<Topic> missing = topics.stream()
                .filter(topic -> !found.containsKey(topic.name()))
                .toList();
        create(missing, topic -> possible.withPartitions(check.partitionsFor(topic, topics, found)));
        awaitLeaders(missing);

        // Another process may have created some of them meanwhile, otherwise.
        List<TopicFinding> findings =
                new ArrayList<>(check.findings(topics, missing.isEmpty() ? found : describe(topics)));
        refuseUnfit(findings);
        if (!missing.isEmpty() && possible.replicationFactor() < profile.replicationFactor()) {
            findings.add(fewBrokers(missing, brokers, possible));
        }
        return List.copyOf(findings);
    }

    private static void refuseUnfit(List<TopicFinding> findings) {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.REFUSAL)) {
            throw new UnfitTopicsException(findings);
        }
    }

    private TopicFinding fewBrokers(List<Topic> created, int brokers, ClusterProfile possible) {
        return new TopicFinding(
                created.stream().map(Topic::name).collect(Collectors.joining(", ")),
                Severity.WARNING,
                "created with replication factor " + possible.replicationFactor() + " (expected: "
                        + profile.replicationFactor() + "), since the cluster has " + brokers
                        + (brokers == 1 ? " broker" : " brokers") + ": losing one may lose records",
                "add brokers, or configure a replication factor of " + possible.replicationFactor()
                        + " if this is meant to be so");
    }

    private void create(List<Topic> missing, Function<Topic, ClusterProfile> profileOf) {
        List<NewTopic> requests = missing.stream()
                .map(topic -> {
                    TopicSettings settings = TopicSettings.of(topic, profileOf.apply(topic));
                    return new NewTopic(topic.name(), settings.partitions(), (short) settings.replicationFactor())
                            .configs(settings.configs());
                })
                .toList();
        admin.createTopics(requests).values().forEach((name, created) -> {
            try {
                await(created, "the creation of topic " + name);
            } catch (TopicExistsException e) {
                // somebody else was quicker, which is as good
            }
        });
    }

    private void awaitLeaders(List<Topic> created) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!haveLeaders(created)) {
            if (System.nanoTime() > deadline) {
                throw new org.apache.kafka.common.errors.TimeoutException(
                        "topics were created but have no leaders after " + timeout + ": " + created);
            }
            pause();
        }
    }

    private boolean haveLeaders(List<Topic> created) {
        Map<String, TopicDescription> visible = descriptions(created);
        return visible.size() == created.size()
                && visible.values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.leader() != null
                                && !partition.leader().isEmpty());
    }

    private Map<String, TopicSettings> describe(Collection<Topic> topics) {
        Map<String, TopicDescription> descriptions = descriptions(topics);
        Map<ConfigResource, String> names = descriptions.keySet().stream()
                .collect(Collectors.toMap(name -> new ConfigResource(ConfigResource.Type.TOPIC, name), name -> name));
        Map<ConfigResource, Config> configs =
                await(admin.describeConfigs(names.keySet()).all(), "the configuration of topics");
        Map<String, TopicSettings> found = new HashMap<>();
        configs.forEach((resource, config) -> {
            TopicDescription description = requireNonNull(descriptions.get(resource.name()));
            found.put(resource.name(), settings(description, config));
        });
        return found;
    }

    private static TopicSettings settings(TopicDescription description, Config config) {
        int replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        Map<String, String> values = config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        return new TopicSettings(description.partitions().size(), replicas, values);
    }

    private Map<String, TopicDescription> descriptions(Collection<Topic> topics) {
        Map<String, TopicDescription> found = new HashMap<>();
        List<String> names = topics.stream().map(Topic::name).toList();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                found.put(name, await(description, "the description of topic " + name));
            } catch (UnknownTopicOrPartitionException e) {
                // missing, and so absent from the answer
            }
        });
        return found;
    }

    private <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(what + " failed", e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "no answer from " + bootstrapServers + " within " + timeout + ": " + what, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
