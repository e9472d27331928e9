package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.TopicFinding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Makes the topics that are missing and checks those that exist. Several processes may do so at the same time.
 *
 * <p>Existing topics are never changed. Where one of them would make facts wrong, nothing is created either.
 */
public final class TopicProvisioner {

    /** The cluster, as far as provisioning sees it. */
    interface Cluster {

        /** How many brokers there are now. */
        int brokers();

        /** Those of the topics that exist, by name. */
        Map<String, TopicSettings> describe(Collection<Topic> topics);

        /** Creates topics, by name; one that somebody else created meanwhile is left as it is. Returns when all can be used. */
        void create(Map<String, TopicSettings> topics);
    }

    private final Cluster cluster;
    private final String bootstrapServers;
    private final ClusterProfile profile;

    /**
     * @param admin asked for everything; stays open
     * @param bootstrapServers named in the commands that fix something
     * @param profile what missing topics are created with; on fewer brokers than it wants replicas, with fewer replicas
     * @param timeout how long the cluster may take for each answer, and to spread the news of what was created
     */
    public TopicProvisioner(Admin admin, String bootstrapServers, ClusterProfile profile, Duration timeout) {
        this(new AdminCluster(admin, bootstrapServers, timeout), bootstrapServers, profile);
    }

    TopicProvisioner(Cluster cluster, String bootstrapServers, ClusterProfile profile) {
        this.cluster = cluster;
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
        this.profile = requireNonNull(profile, "profile");
    }

    /**
     * Returns when every topic exists, is fit for use, and has a leader for each partition.
     *
     * @return warnings, for the caller to log
     * @throws UnfitTopicsException if an existing topic would make facts wrong; lists every problem with its fix
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer in time
     */
    public List<TopicFinding> provision(Collection<Topic> topics) {
        int brokers = cluster.brokers();
        ClusterProfile possible = profile.forBrokers(brokers);
        TopicCheck check = new TopicCheck(bootstrapServers, possible);

        Map<String, TopicSettings> found = cluster.describe(topics);
        List<TopicFinding> findings = new ArrayList<>(fitOrRefused(check.findings(topics, found)));

        Map<String, TopicSettings> missing = new LinkedHashMap<>();
        for (Topic topic : topics) {
            if (!found.containsKey(topic.name())) {
                int partitions = check.partitionsFor(topic, topics, found);
                missing.put(topic.name(), TopicSettings.of(topic, possible.withPartitions(partitions)));
            }
        }
        if (!missing.isEmpty()) {
            cluster.create(missing);
            // Another process may have created some of them meanwhile, with other settings.
            findings = new ArrayList<>(fitOrRefused(check.findings(topics, cluster.describe(topics))));
            if (possible.replicationFactor() < profile.replicationFactor()) {
                findings.add(fewBrokers(missing.keySet(), brokers, possible));
            }
        }
        return List.copyOf(findings);
    }

    /**
     * What {@link #provision} would find, without a change to anything.
     *
     * @param existing those of the topics that are to be looked at; all must exist
     * @return what is wrong with them, refusals among it
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer in time
     */
    public List<TopicFinding> inspect(Collection<Topic> existing) {
        TopicCheck check = new TopicCheck(bootstrapServers, profile.forBrokers(cluster.brokers()));
        return check.findings(existing, cluster.describe(existing));
    }

    private static List<TopicFinding> fitOrRefused(List<TopicFinding> findings) {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.REFUSAL)) {
            throw new UnfitTopicsException(findings);
        }
        return findings;
    }

    private TopicFinding fewBrokers(Collection<String> created, int brokers, ClusterProfile possible) {
        return new TopicFinding(
                String.join(", ", created),
                Severity.WARNING,
                "created with replication factor " + possible.replicationFactor() + " (expected: "
                        + profile.replicationFactor() + "), since the cluster has " + brokers
                        + (brokers == 1 ? " broker" : " brokers") + ", so losing one may lose records",
                "add brokers and reassign the partitions, or configure a replication factor of "
                        + possible.replicationFactor() + " if this is meant to be so");
    }
}
