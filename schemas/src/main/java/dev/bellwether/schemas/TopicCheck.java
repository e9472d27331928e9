package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.Topic.Cleanup;
import dev.bellwether.schemas.Topic.Compression;
import dev.bellwether.schemas.Topic.Timestamps;
import dev.bellwether.schemas.TopicFinding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares topics as they should be with topics as they were found. Pure: asks no broker, changes nothing.
 *
 * <p>What would make facts wrong or lose them is refused: unequal partition counts where records meet by key, another
 * clean-up policy, a record limit below what is written. The rest is warned of, since the {@code otlp_*} topics are often
 * somebody else's. A setting that was not reported is taken to be right.
 */
public final class TopicCheck {

    private static final String UNLIMITED = "-1";

    /** Values of {@code compression.type} that some client libraries need an additional package to read. */
    private static final Set<String> CODECS_NOT_EVERYWHERE = Set.of("snappy", "lz4", "zstd");

    private final String bootstrapServers;
    private final ClusterProfile profile;

    /**
     * @param bootstrapServers named in the commands that fix something
     * @param profile what the topics would be created with
     */
    public TopicCheck(String bootstrapServers, ClusterProfile profile) {
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
        this.profile = requireNonNull(profile, "profile");
    }

    /**
     * Every difference that matters.
     *
     * @param expected the topics that are needed
     * @param found those of them that exist, by name
     * @return in the order of {@code expected}; partition counts last
     */
    public List<TopicFinding> findings(Collection<Topic> expected, Map<String, TopicSettings> found) {
        List<TopicFinding> findings = new ArrayList<>();
        for (Topic topic : expected) {
            TopicSettings settings = found.get(topic.name());
            if (settings != null) {
                compare(topic, settings, findings);
            }
        }
        comparePartitions(expected, found, findings);
        return List.copyOf(findings);
    }

    /**
     * How many partitions a missing topic gets: as many as the topics that it must equal already have, else what the profile
     * says.
     */
    public int partitionsFor(Topic topic, Collection<Topic> expected, Map<String, TopicSettings> found) {
        return topic.partitionGroup().stream()
                .flatMap(group ->
                        expected.stream().filter(other -> other.coPartitioned().equals(group)))
                .filter(other -> found.containsKey(other.name()))
                .mapToInt(other -> requireNonNull(found.get(other.name())).partitions())
                .max()
                .orElse(profile.partitions());
    }

    private void compare(Topic topic, TopicSettings found, List<TopicFinding> findings) {
        Map<String, String> wanted = TopicSettings.of(topic, profile.withPartitions(found.partitions()))
                .configs();
        Comparison comparison = new Comparison(topic, wanted, found, findings);
        comparison.cleanup();
        comparison.recordLimit();
        comparison.timestamps();
        comparison.retention();
        comparison.retentionBytes();
        comparison.compression();
        comparison.replicas();
    }

    private void comparePartitions(
            Collection<Topic> expected, Map<String, TopicSettings> found, List<TopicFinding> findings) {
        Map<String, Map<String, Integer>> groups = new TreeMap<>();
        for (Topic topic : expected) {
            TopicSettings settings = found.get(topic.name());
            if (settings != null && topic.partitionGroup().isPresent()) {
                groups.computeIfAbsent(topic.coPartitioned(), absent -> new TreeMap<>())
                        .put(topic.name(), settings.partitions());
            }
        }
        groups.values().forEach(counts -> compareCounts(counts, findings));
    }

    private void compareCounts(Map<String, Integer> counts, List<TopicFinding> findings) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        counts.forEach((name, count) -> {
            if (count == most) {
                return;
            }
            Map<String, Integer> others = new HashMap<>(counts);
            others.remove(name);
            String found = others.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(other -> other.getKey() + " " + other.getValue())
                    .collect(Collectors.joining(", "));
            findings.add(new TopicFinding(
                    name,
                    Severity.REFUSAL,
                    "has " + count + " partitions (expected: as many as the topics it is joined with: " + found
                            + "), so facts about one service would not meet",
                    "kafka-topics.sh --bootstrap-server " + bootstrapServers + " --alter --topic " + name
                            + " --partitions " + most));
        });
    }

    /** One topic, setting by setting. */
    private final class Comparison {

        private final Topic topic;
        private final Map<String, String> wanted;
        private final TopicSettings found;
        private final List<TopicFinding> findings;

        Comparison(Topic topic, Map<String, String> wanted, TopicSettings found, List<TopicFinding> findings) {
            this.topic = topic;
            this.wanted = wanted;
            this.found = found;
            this.findings = findings;
        }

        void cleanup() {
            String value = found(TopicConfig.CLEANUP_POLICY_CONFIG);
            Set<String> policies = Arrays.stream(value.split(",", -1))
                    .map(String::trim)
                    .filter(policy -> !policy.isEmpty())
                    .collect(Collectors.toSet());
            boolean compacts = policies.contains(Cleanup.COMPACT.setting());
            boolean deletes = policies.contains(Cleanup.DELETE.setting());
            switch (topic.cleanup()) {
                case DELETE -> {
                    if (compacts) {
                        refuse(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                "so all but the newest record of a key would be lost");
                    } else if (!deletes) {
                        warn(TopicConfig.CLEANUP_POLICY_CONFIG, "so it grows without end");
                    }
                }
                case COMPACT, HISTORY -> {
                    if (deletes) {
                        refuse(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                "so what has not changed for long would be forgotten");
                    } else if (!compacts) {
                        warn(TopicConfig.CLEANUP_POLICY_CONFIG, "so it grows without end");
                    }
                }
            }
        }

        void recordLimit() {
            long limit = number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (limit < topic.minMessageBytes()) {
                refuse(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "so records that are written to it would be rejected");
            } else if (limit < topic.maxMessageBytes()) {
                warn(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "so larger records of other writers are rejected");
            }
        }

        void timestamps() {
            if (!differs(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)) {
                return;
            }
            if (topic.timestamps() == Timestamps.LOG_APPEND_TIME) {
                refuse(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "so one writer whose clock is wrong would set log time for all");
            } else {
                warn(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "so records carry the time of writing, not the log time that they speak of");
            }
        }

        void retention() {
            switch (topic.cleanup()) {
                case COMPACT ->
                    shorter(
                            TopicConfig.DELETE_RETENTION_MS_CONFIG,
                            "so a reader that is away longer misses tombstones");
                case HISTORY ->
                    shorter(
                            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                            "so what was replaced goes earlier than after " + words(topic.retention()));
                case DELETE ->
                    shorter(
                            TopicConfig.RETENTION_MS_CONFIG,
                            "so records go earlier than after " + words(topic.retention()));
            }
        }

        void retentionBytes() {
            if (topic.cleanup() == Cleanup.DELETE) {
                shorter(
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "a partition, so records may go before they are " + words(topic.retention()) + " old");
            }
        }

        void compression() {
            if (topic.compression() == Compression.GZIP
                    && CODECS_NOT_EVERYWHERE.contains(found(TopicConfig.COMPRESSION_TYPE_CONFIG))) {
                warn(TopicConfig.COMPRESSION_TYPE_CONFIG, "so some client libraries cannot read it as they come");
            }
        }

        void replicas() {
            if (found.replicationFactor() < profile.replicationFactor()) {
                findings.add(new TopicFinding(
                        topic.name(),
                        Severity.WARNING,
                        "replication factor " + found.replicationFactor() + " (expected: " + profile.replicationFactor()
                                + "), so losing a broker may lose records",
                        "kafka-reassign-partitions.sh --bootstrap-server " + bootstrapServers
                                + " --reassignment-json-file FILE --execute, with FILE naming "
                                + profile.replicationFactor() + " replicas for each partition of " + topic.name()));
            }
            String setting = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
            long insync = number(setting);
            if (insync > found.replicationFactor()) {
                refuse(setting, "so with " + found.replicationFactor() + " replicas no record can be acknowledged");
            } else {
                shorter(setting, "so losing a broker may lose records that were acknowledged");
            }
        }

        private String found(String setting) {
            String value = found.configs().get(setting);
            return value != null ? value : wanted(setting);
        }

        private String wanted(String setting) {
            return wanted.getOrDefault(setting, "");
        }

        private boolean differs(String setting) {
            return !found(setting).equals(wanted(setting));
        }

        private long number(String setting) {
            return Long.parseLong(found(setting));
        }

        /** Warns where a number is below what is wanted; -1 stands for no limit. */
        private void shorter(String setting, String consequence) {
            if (!differs(setting) || found(setting).equals(UNLIMITED)) {
                return;
            }
            if (wanted(setting).equals(UNLIMITED) || number(setting) < Long.parseLong(wanted(setting))) {
                warn(setting, consequence);
            }
        }

        private void refuse(String setting, String consequence) {
            add(Severity.REFUSAL, setting, consequence);
        }

        private void warn(String setting, String consequence) {
            add(Severity.WARNING, setting, consequence);
        }

        private void add(Severity severity, String setting, String consequence) {
            String value = wanted(setting);
            String shown = value.equals(UNLIMITED) ? "-1, no limit" : value;
            findings.add(new TopicFinding(
                    topic.name(),
                    severity,
                    setting + " is " + found(setting) + " (expected: " + shown + "), " + consequence,
                    "kafka-configs.sh --bootstrap-server " + bootstrapServers
                            + " --alter --entity-type topics --entity-name " + topic.name() + " --add-config " + setting
                            + "=" + value));
        }
    }

    private static String words(Duration duration) {
        return duration.toDays() > 1 ? duration.toDays() + " days" : duration.toHours() + " hours";
    }
}
