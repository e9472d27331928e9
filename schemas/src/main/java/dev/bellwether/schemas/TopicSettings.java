package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic is set up on a cluster: what it is created with, or what was found.
 *
 * @param partitions number of partitions
 * @param replicationFactor replicas of each partition
 * @param configs topic configuration by Kafka's names
 */
public record TopicSettings(int partitions, int replicationFactor, Map<String, String> configs) {

    /** A segment must be closed before it can go: many to a retention, so that little is kept beyond it. */
    private static final int SEGMENTS_PER_RETENTION = 12;

    private static final Duration LONGEST_SEGMENT = Duration.ofDays(7);

    private static final long LARGEST_SEGMENT_BYTES = 1L << 30;

    /** Broker and file system handle some thousand of these well; a record must fit in. */
    private static final long SMALLEST_SEGMENT_BYTES = 16L << 20;

    /** How long a changed alert may wait for compaction, at most: restarts read what compaction left. */
    private static final Duration COMPACTION_LAG = Duration.ofHours(1);

    public TopicSettings {
        configs = Map.copyOf(requireNonNull(configs, "configs"));
    }

    /** What a topic is created with. Says everything that matters explicitly, so that no broker default changes it. */
    public static TopicSettings of(Topic topic, ClusterProfile profile) {
        Map<String, String> configs = new TreeMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().setting());
        configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, topic.compression().setting());
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxMessageBytes()));
        configs.put(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, topic.timestamps().setting());
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(profile.minInsyncReplicas()));
        switch (topic.cleanup()) {
            case DELETE -> putRetention(configs, topic, profile);
            case COMPACT -> putCompaction(configs, topic);
            case HISTORY -> putHistory(configs, topic);
        }
        return new TopicSettings(profile.partitions(), profile.replicationFactor(), configs);
    }

    private static void putRetention(Map<String, String> configs, Topic topic, ClusterProfile profile) {
        long retention = topic.retention().toMillis();
        long segment = Math.min(retention / SEGMENTS_PER_RETENTION, LONGEST_SEGMENT.toMillis());
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention));
        configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment));
        if (profile.retentionBytes() == ClusterProfile.UNLIMITED) {
            configs.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(ClusterProfile.UNLIMITED));
            return;
        }
        // Kafka counts bytes a partition.
        long bytes = profile.retentionBytes() / profile.partitions();
        long segmentBytes =
                Math.min(LARGEST_SEGMENT_BYTES, Math.max(SMALLEST_SEGMENT_BYTES, bytes / SEGMENTS_PER_RETENTION));
        configs.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(bytes));
        configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(segmentBytes));
    }

    private static void putCompaction(Map<String, String> configs, Topic topic) {
        configs.put(
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                Long.toString(topic.retention().toMillis()));
        // The newest segment is never compacted: it must not stay the newest for long.
        configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(COMPACTION_LAG.toMillis()));
        configs.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(COMPACTION_LAG.toMillis()));
    }

    private static void putHistory(Map<String, String> configs, Topic topic) {
        configs.put(
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                Long.toString(topic.retention().toMillis()));
        configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(LONGEST_SEGMENT.toMillis()));
    }
}
