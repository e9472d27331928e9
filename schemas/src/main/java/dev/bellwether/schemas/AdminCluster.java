package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A real cluster, through Kafka's administration client. */
final class AdminCluster implements TopicProvisioner.Cluster {

    /** Between looks at whether created topics have leaders. */
    private static final long POLL_MILLIS = 50;

    private final Admin admin;
    private final String bootstrapServers;
    private final Duration timeout;

    AdminCluster(Admin admin, String bootstrapServers, Duration timeout) {
        this.admin = requireNonNull(admin, "admin");
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    @Override
    public int brokers() {
        return await(admin.describeCluster().nodes(), "the list of brokers").size();
    }

    @Override
    public Map<String, TopicSettings> describe(Collection<Topic> topics) {
        Map<String, TopicDescription> descriptions =
                descriptions(topics.stream().map(Topic::name).toList());
        List<ConfigResource> resources = descriptions.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configs =
                await(admin.describeConfigs(resources).all(), "the configuration of topics");
        Map<String, TopicSettings> found = new HashMap<>();
        configs.forEach((resource, config) ->
                found.put(resource.name(), settings(requireNonNull(descriptions.get(resource.name())), config)));
        return found;
    }

    @Override
    public void create(Map<String, TopicSettings> topics) {
        List<NewTopic> requests = topics.entrySet().stream()
                .map(topic -> request(topic.getKey(), topic.getValue()))
                .toList();
        admin.createTopics(requests).values().forEach((name, created) -> {
            try {
                await(created, "the creation of topic " + name);
            } catch (TopicExistsException e) {
                // somebody else was quicker, which is as good
            }
        });
        awaitLeaders(topics.keySet());
    }

    private static NewTopic request(String name, TopicSettings settings) {
        return new NewTopic(name, settings.partitions(), (short) settings.replicationFactor())
                .configs(settings.configs());
    }

    private void awaitLeaders(Collection<String> names) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!haveLeaders(names)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("topics were created but have no leaders after " + timeout + ": " + names);
            }
            pause();
        }
    }

    private boolean haveLeaders(Collection<String> names) {
        Map<String, TopicDescription> visible = descriptions(names);
        return visible.size() == names.size()
                && visible.values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.leader() != null
                                && !partition.leader().isEmpty());
    }

    private Map<String, TopicDescription> descriptions(Collection<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                found.put(name, await(description, "the description of topic " + name));
            } catch (UnknownTopicOrPartitionException e) {
                // missing, and so absent from the answer
            }
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

    private <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(what + " failed", e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no answer from " + bootstrapServers + " within " + timeout + ": " + what, e);
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
