package dev.bellwether.cli.containers;

import static dev.bellwether.cli.crash.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/** A Kafka cluster of three: each record is on all of them, and acknowledged when two have it. */
final class Brokers implements AutoCloseable {

    static final int NUMBER = 3;

    private final List<Broker> brokers;

    private Brokers(List<Broker> brokers) {
        this.brokers = brokers;
    }

    /** Not started yet: they start together, since no quorum is made of one. */
    static Brokers in(Network network) {
        return new Brokers(IntStream.rangeClosed(1, NUMBER)
                .mapToObj(number -> new Broker(network, number, NUMBER))
                .toList());
    }

    void start() {
        Startables.deepStart(brokers).join();
    }

    /** {@code bootstrap.servers} in the containers' network. */
    String inside() {
        return brokers.stream().map(Broker::insideAddress).collect(Collectors.joining(","));
    }

    /** {@code bootstrap.servers} outside of it. */
    String outside() {
        return brokers.stream().map(Broker::outsideAddress).collect(Collectors.joining(","));
    }

    /** The one that leads the quorum of controllers: with it goes more than with any other. */
    ContainerProcess leader() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            int leader = admin.describeMetadataQuorum().quorumInfo().get().leaderId();
            return brokers.stream()
                    .filter(broker -> broker.number() == leader)
                    .map(Broker::process)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Starts one again, on what it has left, and waits until it has all that it missed. */
    void startAgain(ContainerProcess broker) {
        broker.startAgain();
        try (Admin admin = admin()) {
            patiently("all copies are in sync")
                    .failFast(broker + " has ended", () -> !broker.running())
                    .untilAsserted(() -> assertThat(partitions(admin))
                            .allSatisfy((topic, partitions) -> assertThat(partitions)
                                    .as(topic)
                                    .allSatisfy(partition ->
                                            assertThat(partition.isr()).hasSameSizeAs(partition.replicas()))));
        }
    }

    private static Map<String, List<TopicPartitionInfo>> partitions(Admin admin)
            throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .collect(Collectors.toMap(TopicDescription::name, TopicDescription::partitions));
    }

    /** How many members groups have. */
    Map<String, Integer> members(Set<String> groups) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(groups).all().get().values().stream()
                    .collect(Collectors.toMap(
                            ConsumerGroupDescription::groupId,
                            group -> group.members().size()));
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", outside()));
    }

    List<Broker> all() {
        return brokers;
    }

    @Override
    public void close() {
        brokers.forEach(Broker::close);
    }
}
