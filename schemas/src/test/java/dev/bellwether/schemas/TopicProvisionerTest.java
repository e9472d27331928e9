package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.schemas.TopicFinding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicProvisionerTest {

    private final Topics topics = Topics.standard();
    private final FakeCluster cluster = new FakeCluster();
    private final TopicProvisioner provisioner = new TopicProvisioner(cluster, "kafka:9092", ClusterProfile.cluster());

    @Test
    void anEmptyCluster_getsEveryTopic() {
        assertThat(provisioner.provision(topics.all())).isEmpty();

        assertThat(cluster.topics).hasSize(topics.all().size());
        for (Topic topic : topics.all()) {
            assertThat(cluster.topics).containsEntry(topic.name(), TopicSettings.of(topic, ClusterProfile.cluster()));
        }
    }

    @Test
    void aSecondRun_createsNothing() {
        provisioner.provision(topics.all());
        cluster.created.clear();

        assertThat(provisioner.provision(topics.all())).isEmpty();
        assertThat(cluster.created).isEmpty();
    }

    @Test
    void onlyWhatIsMissing_isCreated() {
        cluster.topics.put("otlp_spans", new TopicSettings(50, 3, Map.of()));

        provisioner.provision(topics.all());

        assertThat(cluster.created).hasSize(topics.all().size() - 1).doesNotContain("otlp_spans");
        assertThat(cluster.topics.get("otlp_spans")).isEqualTo(new TopicSettings(50, 3, Map.of()));
    }

    @Test
    void missingTopics_getThePartitionCountOfThoseTheyAreJoinedWith() {
        cluster.topics.put("bellwether.deployments", new TopicSettings(6, 3, Map.of()));

        provisioner.provision(topics.all());

        assertThat(partitions("bellwether.red-deltas")).isEqualTo(6);
        assertThat(partitions("bellwether.verdicts")).isEqualTo(6);
        assertThat(partitions("bellwether.alerts")).isEqualTo(12);
    }

    @Test
    void whereATopicIsUnfit_nothingIsCreated() {
        cluster.topics.put("bellwether.alerts", new TopicSettings(12, 3, Map.of("cleanup.policy", "delete")));
        cluster.topics.put("otlp_spans", new TopicSettings(12, 3, Map.of("retention.ms", "1")));

        assertThatThrownBy(() -> provisioner.provision(topics.all()))
                .isInstanceOfSatisfying(
                        UnfitTopicsException.class,
                        e -> assertThat(e.findings()).hasSize(2));
        assertThat(cluster.created).isEmpty();
    }

    @Test
    void warnings_areReturned() {
        cluster.topics.put("otlp_spans", new TopicSettings(12, 3, Map.of("retention.ms", "1")));

        assertThat(provisioner.provision(topics.all()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void tooFewBrokers_getFewerReplicasAndAWarning() {
        cluster.brokers = 1;

        assertThat(provisioner.provision(topics.all())).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.problem())
                    .contains("replication factor 1 (expected: 3)")
                    .contains("1 broker,");
        });
        assertThat(cluster.topics.values()).allSatisfy(settings -> {
            assertThat(settings.replicationFactor()).isEqualTo(1);
            assertThat(settings.configs()).containsEntry("min.insync.replicas", "1");
        });
        assertThat(provisioner.provision(topics.all())).as("once created").isEmpty();
    }

    @Test
    void whatAnotherProcessCreatedMeanwhile_isChecked() {
        cluster.createdMeanwhile.put("bellwether.verdicts", new TopicSettings(3, 3, Map.of()));

        assertThatThrownBy(() -> provisioner.provision(topics.all()))
                .isInstanceOf(UnfitTopicsException.class)
                .hasMessageContaining("bellwether.verdicts")
                .hasMessageContaining("has 3 partitions");
    }

    private int partitions(String topic) {
        TopicSettings settings = cluster.topics.get(topic);
        return settings == null ? 0 : settings.partitions();
    }

    private static final class FakeCluster implements TopicProvisioner.Cluster {

        final Map<String, TopicSettings> topics = new HashMap<>();
        final Map<String, TopicSettings> createdMeanwhile = new HashMap<>();
        final List<String> created = new ArrayList<>();
        int brokers = 3;

        @Override
        public int brokers() {
            return brokers;
        }

        @Override
        public Map<String, TopicSettings> describe(Collection<Topic> wanted) {
            Map<String, TopicSettings> found = new HashMap<>(topics);
            found.keySet().retainAll(wanted.stream().map(Topic::name).toList());
            return found;
        }

        @Override
        public void create(Map<String, TopicSettings> missing) {
            topics.putAll(createdMeanwhile);
            missing.forEach((name, settings) -> {
                if (topics.putIfAbsent(name, settings) == null) {
                    created.add(name);
                }
            });
        }
    }
}
