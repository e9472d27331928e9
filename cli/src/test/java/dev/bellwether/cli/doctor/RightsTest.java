package dev.bellwether.cli.doctor;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.AlertingConfig;
import dev.bellwether.alerting.AlertingTopology;
import dev.bellwether.alerting.evaluate.EvaluationConfig;
import dev.bellwether.alerting.evaluate.RuleTopology;
import dev.bellwether.alerting.match.MatchTopology;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.fold.FoldConfig;
import dev.bellwether.processors.fold.FoldTopology;
import dev.bellwether.processors.fold.LogFoldConfig;
import dev.bellwether.processors.red.RedConfig;
import dev.bellwether.processors.red.RedWindowTopology;
import dev.bellwether.processors.rollout.RolloutTopology;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import dev.bellwether.verification.VerificationConfig;
import dev.bellwether.verification.VerificationTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/** The rights of a role against what its topologies read and write. */
class RightsTest {

    private static final Topics TOPICS = Topics.standard();
    private static final StreamsMeters METERS = StreamsMeters.inTransactions(new SimpleMeterRegistry());
    private static final FactCodec CODEC = new FactCodec(new LocalSchemas());

    /** Rule files are read and written beside the topologies. */
    @Test
    void alerting_readsAndWritesWhatItMay() {
        String rules = TOPICS.rules().name();
        assertExact(
                "alerting",
                Set.of(rules),
                Set.of(rules),
                AlertingTopology.build(TOPICS, CODEC, AlertingConfig.DEFAULT, METERS),
                RuleTopology.build(
                        new RuleTopology.Inputs(TOPICS, CODEC, EvaluationConfig.DEFAULT, 1, () -> Rulebook.EMPTY),
                        METERS));
    }

    @Test
    void verification_readsAndWritesWhatItMay() {
        assertExact(
                "verification",
                Set.of(),
                Set.of(),
                VerificationTopology.build(TOPICS, CODEC, VerificationConfig.DEFAULT, METERS));
    }

    /** The objects of Kubernetes, and rules, are read beside the topologies. */
    @Test
    void processors_readAndWriteWhatTheyMay() {
        Map<String, Integer> partitions = Map.of(
                TOPICS.otlpMetrics().name(), 1, TOPICS.prometheusSamples().name(), 1);
        assertExact(
                "processors",
                Set.of(TOPICS.kubernetes().name(), TOPICS.rules().name()),
                Set.of(),
                FoldTopology.build(TOPICS, CODEC, FoldConfig.DEFAULT, 1, METERS),
                FoldTopology.ofLogs(TOPICS, CODEC, LogFoldConfig.DEFAULT, 1, Enrichment.none(), METERS),
                MatchTopology.build(
                        new MatchTopology.Inputs(
                                TOPICS,
                                CODEC,
                                FoldConfig.DEFAULT,
                                partitions,
                                Enrichment.none(),
                                () -> Rulebook.EMPTY,
                                Duration.ZERO),
                        METERS),
                RedWindowTopology.build(TOPICS, CODEC, RedConfig.DEFAULT, METERS));
    }

    @Test
    void rollouts_readAndWriteWhatTheyMay() {
        Rights rights = Rights.of(Set.of("kubernetes"), TOPICS, TOPICS.all());
        Topology topology = RolloutTopology.build(TOPICS, CODEC, METERS);

        assertThat(with(rights, READ)).isEqualTo(sources(topology));
        assertThat(with(rights, WRITE))
                .containsAll(sinks(topology))
                .contains(TOPICS.kubernetes().name());
    }

    /** A process that only takes telemetry in cannot touch a fact. */
    @Test
    void ingest_writesRawTelemetry_andReadsNothing() {
        Rights rights = Rights.of(Set.of("ingest"), TOPICS, TOPICS.all());

        assertThat(with(rights, READ)).isEmpty();
        assertThat(rights.applications()).isEmpty();
        assertThat(with(rights, WRITE))
                .containsExactlyInAnyOrder("otlp_spans", "otlp_metrics", "otlp_logs", "prometheus_samples");
    }

    @Test
    void whoTellsAlertmanagers_readsAlertsInAGroupOfItsOwn() {
        Rights without = Rights.of(Set.of("alerting"), TOPICS, TOPICS.all());

        Rights rights = without.withNotification(TOPICS);

        assertThat(with(without, READ)).doesNotContain(TOPICS.alerts().name());
        assertThat(with(rights, READ)).contains(TOPICS.alerts().name());
        assertThat(with(rights, WRITE)).isEqualTo(with(without, WRITE));
        assertThat(rights.groups()).containsExactly("bellwether.notification");
    }

    private static void assertExact(
            String role, Set<String> readBeside, Set<String> writtenBeside, Topology... topologies) {
        Rights rights = Rights.of(Set.of(role), TOPICS, TOPICS.all());
        Set<String> reads = new TreeSet<>(readBeside);
        Set<String> writes = new TreeSet<>(writtenBeside);
        writes.add(TOPICS.deadLetters().name());
        for (Topology topology : topologies) {
            reads.addAll(sources(topology));
            writes.addAll(sinks(topology));
        }
        assertThat(with(rights, READ)).isEqualTo(reads);
        assertThat(with(rights, WRITE)).isEqualTo(writes);
        assertThat(rights.applications()).hasSize(topologies.length);
    }

    private static Set<String> with(Rights rights, AclOperation operation) {
        return rights.topics().entrySet().stream()
                .filter(topic -> topic.getValue().contains(operation))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sources(Topology topology) {
        return nodes(topology)
                .filter(TopologyDescription.Source.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Source) node).topicSet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sinks(Topology topology) {
        return nodes(topology)
                .filter(TopologyDescription.Sink.class::isInstance)
                .map(node -> ((TopologyDescription.Sink) node).topic())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<TopologyDescription.Node> nodes(Topology topology) {
        return topology.describe().subtopologies().stream().flatMap(part -> part.nodes().stream());
    }
}
