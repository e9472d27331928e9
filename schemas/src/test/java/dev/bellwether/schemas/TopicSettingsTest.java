package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TopicSettingsTest {

    private static final long HOUR = 3_600_000;

    private final Topics topics = Topics.standard();

    static List<Topic> topics() {
        return Topics.standard().all();
    }

    @Test
    void spansInACluster() {
        TopicSettings settings = TopicSettings.of(topics.otlpSpans(), ClusterProfile.cluster());

        assertThat(settings.partitions()).isEqualTo(12);
        assertThat(settings.replicationFactor()).isEqualTo(3);
        assertThat(settings.configs())
                .containsOnly(
                        entry("cleanup.policy", "delete"),
                        entry("compression.type", "producer"),
                        entry("max.message.bytes", "8388608"),
                        entry("message.timestamp.type", "LogAppendTime"),
                        entry("min.insync.replicas", "2"),
                        entry("retention.ms", Long.toString(6 * HOUR)),
                        entry("segment.ms", Long.toString(HOUR / 2)),
                        entry("retention.bytes", "-1"));
    }

    @Test
    void verdictsEmbedded() {
        TopicSettings settings = TopicSettings.of(topics.verdicts(), ClusterProfile.embedded());

        assertThat(settings.partitions()).isEqualTo(4);
        assertThat(settings.replicationFactor()).isEqualTo(1);
        assertThat(settings.configs())
                .containsEntry("compression.type", "gzip")
                .containsEntry("message.timestamp.type", "CreateTime")
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("retention.ms", Long.toString(400 * 24 * HOUR))
                .containsEntry("segment.ms", Long.toString(7 * 24 * HOUR))
                .containsEntry("retention.bytes", Long.toString(256L << 20));
    }

    @Test
    void ruleFiles_keepWhatWasReplacedForTheRetention_andTheNewestForEver() {
        TopicSettings settings = TopicSettings.of(topics.rules(), ClusterProfile.embedded());

        assertThat(settings.configs())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.compaction.lag.ms", Long.toString(400 * 24 * HOUR))
                .doesNotContainKeys("retention.ms", "max.compaction.lag.ms");
    }

    @Test
    void presentAlerts_areCompactedWithinTheHourAndNeverDeleted() {
        TopicSettings settings = TopicSettings.of(topics.alerts(), ClusterProfile.embedded());

        assertThat(settings.configs())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("delete.retention.ms", Long.toString(24 * HOUR))
                .containsEntry("segment.ms", Long.toString(HOUR))
                .containsEntry("max.compaction.lag.ms", Long.toString(HOUR))
                .doesNotContainKeys("retention.ms", "retention.bytes");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void embedded_aTopicAndItsOpenSegmentsStayNearOneGibibyte(Topic topic) {
        TopicSettings settings = TopicSettings.of(topic, ClusterProfile.embedded());
        if (topic.cleanup() != Topic.Cleanup.DELETE) {
            return;
        }
        long bytes = Long.parseLong(settings.configs().get("retention.bytes"));
        long segment = Long.parseLong(settings.configs().get("segment.bytes"));

        assertThat(bytes * settings.partitions()).isEqualTo(1L << 30);
        assertThat(segment).isLessThanOrEqualTo(bytes / 8).isGreaterThan(topic.maxMessageBytes());
    }

    @Test
    void fewerBrokers_getFewerReplicasAndOneMayBeMissing() {
        ClusterProfile cluster = ClusterProfile.cluster();

        assertThat(cluster.forBrokers(3)).isEqualTo(cluster);
        assertThat(cluster.forBrokers(9)).isEqualTo(cluster);
        assertThat(cluster.forBrokers(2)).isEqualTo(new ClusterProfile(12, 2, 1, -1));
        assertThat(cluster.forBrokers(1)).isEqualTo(new ClusterProfile(12, 1, 1, -1));
    }

    @Test
    void aProfileThatNoClusterCanServe_isRefused() {
        assertThatThrownBy(() -> new ClusterProfile(0, 1, 1, -1)).hasMessageContaining("partitions: 0");
        assertThatThrownBy(() -> new ClusterProfile(1, 0, 1, -1)).hasMessageContaining("replicationFactor: 0");
        assertThatThrownBy(() -> new ClusterProfile(1, 2, 3, -1)).hasMessageContaining("minInsyncReplicas: 3");
        assertThatThrownBy(() -> new ClusterProfile(4, 1, 1, 3)).hasMessageContaining("retentionBytes: 3");
    }
}
