package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.AlertingTopology;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.processors.enrich.EnrichTopology;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.enrich.EnrichmentConfig;
import dev.bellwether.processors.fold.FoldTopology;
import dev.bellwether.processors.red.RedWindowTopology;
import dev.bellwether.processors.rollout.RolloutTopology;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.LocalSchemas;
import dev.bellwether.verification.VerificationTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread dies where it opens again a store in segments that a killed process has left; see RATIONALE.md of processors. */
class StoreKindsTest {

    @TempDir
    private Path state;

    static Stream<Arguments> topologies() throws Exception {
        Parts parts = Parts.of(Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), Map.of()));
        FactCodec codec = new FactCodec(new LocalSchemas());
        StreamsMeters meters = StreamsMeters.atOnce(new SimpleMeterRegistry());
        return Stream.of(
                Arguments.of("fold", FoldTopology.build(parts.topics(), codec, parts.fold(), 4, meters)),
                Arguments.of(
                        "fold-logs",
                        FoldTopology.ofLogs(
                                parts.topics(), codec, parts.logs().orElseThrow(), 4, Enrichment.none(), meters)),
                Arguments.of(
                        "enrich",
                        EnrichTopology.build(
                                parts.topics(),
                                Enrichment.with(
                                        new Directory(List.of(Association.values()), Duration.ZERO),
                                        EnrichmentConfig.DEFAULT.withTopics(Set.of(Signal.values())),
                                        () -> Instant.EPOCH),
                                parts.fold().rememberRetries(),
                                meters)),
                Arguments.of("rollouts", RolloutTopology.build(parts.topics(), codec, meters)),
                Arguments.of("red-windows", RedWindowTopology.build(parts.topics(), codec, parts.red(), meters)),
                Arguments.of("alerting", AlertingTopology.build(parts.topics(), codec, parts.alerting(), meters)),
                Arguments.of(
                        "verification",
                        VerificationTopology.build(parts.topics(), codec, parts.verification(), meters)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topologies")
    void noStore_isInSegments(String application, Topology topology) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-used:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties, Instant.EPOCH)) {
            assertThat(driver.getAllStateStores())
                    .as("stores of %s", application)
                    .isNotEmpty()
                    .allSatisfy((name, store) -> assertThat(store).isInstanceOf(KeyValueStore.class));
        }
    }
}
