package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.schemas.TopicFinding.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TopicCheckTest {

    private static final ClusterProfile PROFILE = ClusterProfile.cluster();

    private final Topics topics = Topics.standard();
    private final TopicCheck check = new TopicCheck("kafka:9092", PROFILE);
    private final Map<String, TopicSettings> found = new HashMap<>();

    TopicCheckTest() {
        for (Topic topic : topics.all()) {
            found.put(topic.name(), TopicSettings.of(topic, PROFILE));
        }
    }

    @Test
    void topicsAsTheyWereCreated_areFit() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void topicsThatAreMissing_areNoProblem() {
        assertThat(check.findings(topics.all(), Map.of())).isEmpty();
    }

    @Test
    void embeddedTopicsAsTheyWereCreated_areFit() {
        TopicCheck embedded = new TopicCheck("localhost:9092", ClusterProfile.embedded());
        for (Topic topic : topics.all()) {
            found.put(topic.name(), TopicSettings.of(topic, ClusterProfile.embedded()));
        }

        assertThat(embedded.findings(topics.all(), found)).isEmpty();
    }

    static Stream<Arguments> oneSetting() {
        return Stream.of(
                // clean-up
                refused(Topics::redDeltas, "cleanup.policy", "compact", "delete"),
                refused(Topics::verdicts, "cleanup.policy", "compact,delete", "delete"),
                refused(Topics::otlpSpans, "cleanup.policy", "compact", "delete"),
                warned(Topics::deployments, "cleanup.policy", "", "delete"),
                refused(Topics::alerts, "cleanup.policy", "delete", "compact"),
                refused(Topics::alerts, "cleanup.policy", "delete, compact", "compact"),
                warned(Topics::alerts, "cleanup.policy", "", "compact"),
                // record limit
                refused(Topics::otlpSpans, "max.message.bytes", "1000000", "8388608"),
                warned(Topics::otlpLogs, "max.message.bytes", "1048588", "8388608"),
                warned(Topics::otlpMetrics, "max.message.bytes", "8388607", "8388608"),
                fit(Topics::otlpSpans, "max.message.bytes", "99999999"),
                refused(Topics::verdicts, "max.message.bytes", "1048587", "1048588"),
                fit(Topics::verdicts, "max.message.bytes", "1048588"),
                refused(Topics::deadLetters, "max.message.bytes", "1048588", "9437184"),
                warned(Topics::deadLetters, "max.message.bytes", "8388608", "9437184"),
                // timestamps
                refused(Topics::otlpSpans, "message.timestamp.type", "CreateTime", "LogAppendTime"),
                refused(Topics::deployments, "message.timestamp.type", "CreateTime", "LogAppendTime"),
                warned(Topics::redDeltas, "message.timestamp.type", "LogAppendTime", "CreateTime"),
                // retention by age
                warned(Topics::otlpSpans, "retention.ms", "3600000", "21600000"),
                warned(Topics::verdicts, "retention.ms", "604800000", "34560000000"),
                fit(Topics::verdicts, "retention.ms", "-1"),
                fit(Topics::verdicts, "retention.ms", "99999999999"),
                warned(Topics::alerts, "delete.retention.ms", "1000", "86400000"),
                fit(Topics::alerts, "retention.ms", "1"),
                // retention by size
                warned(Topics::redWindows, "retention.bytes", "1073741824", "-1"),
                fit(Topics::alerts, "retention.bytes", "1"),
                // compression
                warned(Topics::redWindows, "compression.type", "zstd", "gzip"),
                warned(Topics::alerts, "compression.type", "lz4", "gzip"),
                warned(Topics::verdicts, "compression.type", "snappy", "gzip"),
                fit(Topics::verdicts, "compression.type", "uncompressed"),
                fit(Topics::verdicts, "compression.type", "producer"),
                fit(Topics::otlpSpans, "compression.type", "zstd"),
                // acknowledgement
                warned(Topics::verdicts, "min.insync.replicas", "1", "2"),
                fit(Topics::verdicts, "min.insync.replicas", "3"),
                refused(Topics::verdicts, "min.insync.replicas", "4", "2"));
    }

    @ParameterizedTest(name = "{1}={2}: {3}")
    @MethodSource
    void oneSetting(Function<Topics, Topic> which, String setting, String value, String severity, String fix) {
        Topic topic = which.apply(topics);
        set(topic, setting, value);

        if (severity.equals("FIT")) {
            assertThat(findings()).isEmpty();
            return;
        }
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.topic()).isEqualTo(topic.name());
            assertThat(finding.severity()).isEqualTo(Severity.valueOf(severity));
            assertThat(finding.problem()).startsWith(setting + " is " + value + " (expected: " + fix);
            assertThat(finding.fix())
                    .isEqualTo(
                            "kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics --entity-name "
                                    + topic.name() + " --add-config " + setting + "=" + fix);
        });
    }

    @Test
    void unequalPartitionCounts_areRefusedForEachThatHasFewer() {
        setPartitions(topics.redDeltas(), 6);
        setPartitions(topics.verdicts(), 3);

        assertThat(findings())
                .extracting(TopicFinding::topic, TopicFinding::severity, TopicFinding::fix)
                .containsExactlyInAnyOrder(
                        tuple(
                                "bellwether.red-deltas",
                                Severity.REFUSAL,
                                "kafka-topics.sh --bootstrap-server kafka:9092 --alter --topic bellwether.red-deltas --partitions 12"),
                        tuple(
                                "bellwether.verdicts",
                                Severity.REFUSAL,
                                "kafka-topics.sh --bootstrap-server kafka:9092 --alter --topic bellwether.verdicts --partitions 12"));
        assertThat(findings())
                .filteredOn(finding -> finding.topic().equals("bellwether.verdicts"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem())
                        .contains("has 3 partitions")
                        .contains("bellwether.deployments 12, bellwether.log-deltas 12, bellwether.red-deltas 6, "
                                + "bellwether.red-windows 12"));
    }

    @Test
    void equalPartitionCounts_areFitWhateverTheNumber() {
        for (Topic topic : List.of(
                topics.redDeltas(), topics.logDeltas(), topics.redWindows(), topics.deployments(), topics.verdicts())) {
            setPartitions(topic, 7);
        }

        assertThat(findings()).isEmpty();
    }

    @Test
    void topicsThatStandAlone_mayHaveAnyNumberOfPartitions() {
        setPartitions(topics.otlpSpans(), 1);
        setPartitions(topics.otlpLogs(), 50);
        setPartitions(topics.alerts(), 2);
        setPartitions(topics.deadLetters(), 1);

        assertThat(findings()).isEmpty();
    }

    @Test
    void aMissingTopic_getsAsManyPartitionsAsThoseItIsJoinedWith() {
        found.remove("bellwether.verdicts");
        assertThat(check.partitionsFor(topics.verdicts(), topics.all(), found)).isEqualTo(12);

        found.clear();
        found.put("bellwether.red-deltas", new TopicSettings(6, 3, Map.of()));
        assertThat(check.partitionsFor(topics.verdicts(), topics.all(), found)).isEqualTo(6);
        assertThat(check.partitionsFor(topics.alerts(), topics.all(), found)).isEqualTo(12);
        assertThat(check.partitionsFor(topics.otlpSpans(), topics.all(), Map.of()))
                .isEqualTo(12);
    }

    @Test
    void fewerReplicas_areWarnedOf() {
        found.computeIfPresent(
                "otlp_spans", (name, settings) -> new TopicSettings(settings.partitions(), 2, settings.configs()));

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.problem()).contains("replication factor 2 (expected: 3)");
            assertThat(finding.fix()).startsWith("kafka-reassign-partitions.sh").contains("otlp_spans");
        });
    }

    @Test
    void oneReplicaThatTwoMustAcknowledge_isRefused() {
        found.computeIfPresent(
                "otlp_spans", (name, settings) -> new TopicSettings(settings.partitions(), 1, settings.configs()));

        assertThat(findings())
                .filteredOn(finding -> finding.severity() == Severity.REFUSAL)
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("no record can be acknowledged"));
    }

    @Test
    void aSizeLimitIsComparedPartitionByPartition() {
        TopicCheck embedded = new TopicCheck("localhost:9092", ClusterProfile.embedded());
        ClusterProfile eight = ClusterProfile.embedded().withPartitions(8);
        Map<String, TopicSettings> own = Map.of("otlp_spans", TopicSettings.of(topics.otlpSpans(), eight));

        assertThat(embedded.findings(topics.all(), own)).isEmpty();
    }

    @Test
    void settingsThatWereNotReported_areTakenToBeRight() {
        for (Topic topic : topics.all()) {
            found.put(topic.name(), new TopicSettings(12, 3, Map.of()));
        }

        assertThat(findings()).isEmpty();
    }

    @Test
    void everyProblemIsFound() {
        set(topics.alerts(), "cleanup.policy", "delete");
        set(topics.otlpSpans(), "retention.ms", "1");
        set(topics.otlpSpans(), "max.message.bytes", "1");
        setPartitions(topics.redWindows(), 1);

        List<TopicFinding> findings = findings();
        assertThat(findings)
                .extracting(TopicFinding::topic, TopicFinding::severity)
                .containsExactly(
                        tuple("otlp_spans", Severity.REFUSAL),
                        tuple("otlp_spans", Severity.WARNING),
                        tuple("bellwether.alerts", Severity.REFUSAL),
                        tuple("bellwether.red-windows", Severity.REFUSAL));
        assertThat(new UnfitTopicsException(findings))
                .hasMessageStartingWith("3 problems with existing topics:\n")
                .hasMessageContaining("\n(can wait) topic otlp_spans: retention.ms is 1")
                .hasMessageContaining("  fix: kafka-configs.sh --bootstrap-server kafka:9092");
    }

    private List<TopicFinding> findings() {
        return check.findings(topics.all(), found);
    }

    private void set(Topic topic, String setting, String value) {
        found.computeIfPresent(topic.name(), (name, settings) -> {
            Map<String, String> configs = new HashMap<>(settings.configs());
            configs.put(setting, value);
            return new TopicSettings(settings.partitions(), settings.replicationFactor(), configs);
        });
    }

    private void setPartitions(Topic topic, int partitions) {
        found.computeIfPresent(
                topic.name(),
                (name, settings) -> new TopicSettings(partitions, settings.replicationFactor(), settings.configs()));
    }

    private static Arguments refused(Function<Topics, Topic> topic, String setting, String value, String fix) {
        return Arguments.of(topic, setting, value, "REFUSAL", fix);
    }

    private static Arguments warned(Function<Topics, Topic> topic, String setting, String value, String fix) {
        return Arguments.of(topic, setting, value, "WARNING", fix);
    }

    private static Arguments fit(Function<Topics, Topic> topic, String setting, String value) {
        return Arguments.of(topic, setting, value, "FIT", "");
    }
}
