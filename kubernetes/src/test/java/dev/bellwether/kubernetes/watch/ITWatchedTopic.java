package dev.bellwether.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.schemas.ClusterProfile;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.TopicProvisioner;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watcher, and the one that follows it, on a topic of a real broker. */
class ITWatchedTopic {

    private static final Topics TOPICS = Topics.standard();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    private final FactCodec codec = new FactCodec(new LocalSchemas());

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        try (Admin admin = Admin.create(client())) {
            new TopicProvisioner(admin, broker.bootstrapServers(), ClusterProfile.embedded(), Duration.ofSeconds(20))
                    .provision(List.of(TOPICS.kubernetes()));
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void nextWatcher_goesOnWhereTheLastOneStopped() {
        Pod stays = pod("cart-1-a");
        Pod goes = pod("cart-1-b");
        SimpleMeterRegistry first = new SimpleMeterRegistry();
        SimpleMeterRegistry second = new SimpleMeterRegistry();

        watch(
                List.of(stays, goes),
                TEN,
                first,
                () -> onTopic(stays).isPresent() && onTopic(goes).isPresent());
        watch(
                List.of(stays),
                TEN.plusSeconds(60),
                second,
                () -> onTopic(goes).orElseThrow().life().hasEnded());

        assertThat(onTopic(goes).orElseThrow().life().end()).isEqualTo(TEN.plusSeconds(60));
        assertThat(onTopic(stays).orElseThrow().life().hasEnded()).isFalse();
        assertThat(written(first)).isEqualTo(2);
        assertThat(written(second)).as("nothing is said twice").isEqualTo(1);
    }

    /** Lets a watcher see these pods until it sees all changes, and what it says is there. */
    private void watch(List<Pod> pods, Instant now, SimpleMeterRegistry meters, BooleanSupplier said) {
        FakeCluster cluster = new FakeCluster();
        cluster.answer(path -> path.startsWith("/api/v1/pods") && !path.contains("watch=true")
                ? Optional.of(FakeCluster.page(pods, "1", ""))
                : Optional.empty());
        KubernetesWatcher watcher = watcher(cluster, meters, now);
        try {
            await().atMost(PATIENCE).until(() -> watcher.state() == WatchState.WATCHING);
            await().atMost(PATIENCE).until(said::getAsBoolean);
        } finally {
            cluster.close();
            watcher.close();
        }
    }

    private static Pod pod(String name) {
        return new PodBuilder(KubernetesWatcherTest.pod(name))
                .editMetadata()
                .withUid("uid-of-" + name)
                .withResourceVersion("1")
                .endMetadata()
                .build();
    }

    private KubernetesWatcher watcher(FakeCluster cluster, SimpleMeterRegistry meters, Instant now) {
        return KubernetesWatcher.start(new ClusterAccess(cluster.access(), WatcherRig.CONFIG), access(meters, now));
    }

    private TopicAccess access(SimpleMeterRegistry meters, Instant now) {
        return TopicAccess.of(client(), TOPICS, codec, meters, () -> now);
    }

    private Optional<ClusterObject> onTopic(Pod pod) {
        return access(new SimpleMeterRegistry(), TEN).memory().read().stream()
                .filter(object -> object.key().uid().equals(pod.getMetadata().getUid()))
                .findFirst();
    }

    private static double written(SimpleMeterRegistry meters) {
        return meters.get("bellwether.kubernetes.records")
                .tag("result", "written")
                .counter()
                .count();
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
