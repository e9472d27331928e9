package dev.bellwether.processors.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.facts.KubernetesKind;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.facts.KubernetesRollout;
import dev.bellwether.processors.TestApp;
import dev.bellwether.schemas.FactSerde;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutTopologyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path state;

    private final TestApp app = new TestApp();
    private TopologyTestDriver driver;
    private TestInputTopic<String, @Nullable KubernetesObject> objects;
    private TestOutputTopic<String, DeploymentEvent> events;

    @BeforeEach
    void start() {
        driver = app.drive(RolloutTopology.build(TestApp.TOPICS, app.codec(), app.meters()), state, NOON);
        objects = driver.createInputTopic(
                TestApp.TOPICS.kubernetes().name(),
                new StringSerializer(),
                FactSerde.of(KubernetesObject.class, app.codec(), TestApp.TOPICS.kubernetes())
                        .serializer());
        events = driver.createOutputTopic(
                TestApp.TOPICS.deployments().name(),
                new StringDeserializer(),
                FactSerde.of(DeploymentEvent.class, app.codec(), TestApp.TOPICS.deployments())
                        .deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void rollout_becomesEventsOfTheServiceThatTheTemplateNames() {
        see(cart("1.0", 2, 2, 2).setServiceNamespace("shop").setEnvironment("prod"));
        see(cart("1.1", 2, 0, 2).setServiceNamespace("shop").setEnvironment("prod"));
        see(cart("1.1", 2, 1, 1).setServiceNamespace("shop").setEnvironment("prod"));
        see(cart("1.1", 2, 2, 2).setServiceNamespace("shop").setEnvironment("prod"));

        List<TestRecord<String, DeploymentEvent>> said = events.readRecordsToList();
        assertThat(said).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("prod/shop/cart");
            assertThat(record.value().getVersion()).isEqualTo("1.1");
            assertThat(record.value().getPreviousVersion()).isEqualTo("1.0");
            assertThat(record.value().getSource()).isEqualTo(DeploymentSource.KUBERNETES);
            assertThat(record.value().getDeployment()).isEmpty();
            assertThat(record.value().getAt()).isEqualTo(NOON);
        });
        assertThat(said)
                .extracting(record -> record.value().getPhase())
                .containsExactly(DeploymentPhase.ANNOUNCED, DeploymentPhase.PROGRESSING, DeploymentPhase.ROLLED_OUT);
        DeploymentEvent progress = said.get(1).value();
        assertThat(progress.getReplicas()).isEqualTo(2);
        assertThat(progress.getUpdatedReplicas()).isEqualTo(1);
        assertThat(progress.getReadyReplicas()).isEqualTo(1);
        assertThat(progress.getReason()).isEqualTo("deployment shop/cart: 1 of 2 replicas updated, 1 ready");
        assertThat(app.count("bellwether.rollouts")).isEqualTo(3);
    }

    @Test
    void templateThatNamesNoNamespace_meansTheServiceWithout_andTheOneOfTheCluster() {
        see(cart("1.0", 1, 1, 1));
        see(cart("1.1", 1, 0, 1));

        assertThat(events.readRecordsToList())
                .extracting(TestRecord::key)
                .containsExactly("default/default/cart", "default/shop/cart");
    }

    @Test
    void versionOfBefore_isARollBack() {
        see(cart("1.0", 1, 1, 1).setServiceNamespace("shop"));
        see(cart("1.1", 1, 1, 1).setServiceNamespace("shop"));
        see(cart("1.0", 1, 0, 1).setServiceNamespace("shop"));

        assertThat(events.readValuesToList())
                .extracting(DeploymentEvent::getPhase, DeploymentEvent::getVersion, DeploymentEvent::getPreviousVersion)
                .containsExactly(
                        tuple(DeploymentPhase.ANNOUNCED, "1.1", "1.0"),
                        tuple(DeploymentPhase.ROLLED_OUT, "1.1", "1.0"),
                        tuple(DeploymentPhase.ROLLED_BACK, "1.1", "1.0"));
    }

    @Test
    void workloadThatEndedOrIsForgotten_beginsAnew() {
        see(cart("1.0", 1, 1, 1));
        see(object(cart("1.0", 1, 1, 1)).setEndedAt(NOON).build());
        see(cart("1.1", 1, 1, 1));
        objects.pipeInput("deployment/uid", null, NOON);
        see(cart("1.2", 1, 1, 1));

        assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void objectThatIsNoWorkload_saysNothing() {
        objects.pipeInput(
                "pod/a",
                KubernetesObject.newBuilder()
                        .setKind(KubernetesKind.POD)
                        .setUid("a")
                        .build(),
                NOON);

        objects.pipeInput("pod/a", null, NOON);

        assertThat(driver.producedTopicNames())
                .as("no event, and no tombstone of what is not in the store")
                .isEmpty();
    }

    @Test
    void topology_isAsDescribed() {
        assertThat(RolloutTopology.build(TestApp.TOPICS, app.codec(), app.meters())
                        .describe()
                        .toString())
                .isEqualTo("""
                        Topologies:
                           Sub-topology: 0
                            Source: rollouts-source (topics: [bellwether.kubernetes])
                              --> rollouts
                            Processor: rollouts (stores: [rollouts-tracks])
                              --> rollouts-sink
                              <-- rollouts-source
                            Sink: rollouts-sink (topic: bellwether.deployments)
                              <-- rollouts

                        """);
    }

    private void see(KubernetesRollout.Builder rollout) {
        see(object(rollout).build());
    }

    private void see(KubernetesObject object) {
        objects.pipeInput("deployment/uid", object, NOON);
    }

    private static KubernetesObject.Builder object(KubernetesRollout.Builder rollout) {
        return KubernetesObject.newBuilder()
                .setKind(KubernetesKind.DEPLOYMENT)
                .setUid("uid")
                .setName("cart")
                .setNamespace("shop")
                .setRollout(rollout.build());
    }

    private static KubernetesRollout.Builder cart(String version, int replicas, int updated, int ready) {
        return KubernetesRollout.newBuilder()
                .setService("cart")
                .setVersion(version)
                .setReplicas(replicas)
                .setUpdatedReplicas(updated)
                .setReadyReplicas(ready)
                .setOldReplicas(replicas - updated);
    }
}
