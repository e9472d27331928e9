package dev.bellwether.kubernetes.watch;

import static dev.bellwether.kubernetes.watch.FakeCluster.error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.facts.KubernetesKind;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Placement;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.MeterSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against fabric8's mock of an API server: what happens in a cluster, and what comes to the topic. */
class KubernetesWatcherTest {

    private static final String PODS = "/api/v1/pods";
    private static final Pattern CONTINUE = Pattern.compile("continue=(\\d+)");

    private final WatcherRig rig = new WatcherRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyKind_comesToTheTopic() {
        KubernetesWatcher watcher = rig.start();
        awaitState(watcher, WatchState.WATCHING);

        List<HasMetadata> created = List.of(
                create(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .build()),
                create(new NodeBuilder()
                        .withNewMetadata()
                        .withName("node-1")
                        .endMetadata()
                        .build()),
                create(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("cart")
                        .withNamespace("shop")
                        .endMetadata()
                        .build()),
                create(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withName("cart-1")
                        .withNamespace("shop")
                        .endMetadata()
                        .build()),
                create(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withName("db")
                        .withNamespace("shop")
                        .endMetadata()
                        .build()),
                create(new DaemonSetBuilder()
                        .withNewMetadata()
                        .withName("log")
                        .withNamespace("shop")
                        .endMetadata()
                        .build()),
                create(new JobBuilder()
                        .withNewMetadata()
                        .withName("once")
                        .withNamespace("shop")
                        .endMetadata()
                        .build()),
                create(pod("cart-1-a")));

        await().untilAsserted(() -> assertThat(rig.written().values())
                .extracting(object -> Objects.requireNonNull(object).getName())
                .containsExactlyInAnyOrderElementsOf(created.stream()
                        .map(object -> object.getMetadata().getName())
                        .toList()));
        assertThat(rig.written().keySet()).contains("pod/" + uid(created.get(7)), "replicaset/" + uid(created.get(3)));
        assertThat(count("bellwether.kubernetes.lists", "kind", "pod")).isEqualTo(1);
        assertThat(rig.meters
                        .get("bellwether.kubernetes.objects")
                        .tag("kind", "pod")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void pod_isTrimmed() {
        Pod created = create(pod("cart-1-a"));

        rig.start();

        KubernetesObject written = awaitWritten(created);
        assertThat(written.getKind()).isEqualTo(KubernetesKind.POD);
        assertThat(written.getNamespace()).isEqualTo("shop");
        assertThat(written.getNode()).isEqualTo("node-1");
        assertThat(written.getAddresses()).containsExactly("10.1.2.3", "fd00::3");
        assertThat(written.getOwner().getGroup()).isEqualTo("apps");
        assertThat(written.getOwner().getKind()).isEqualTo("ReplicaSet");
        assertThat(written.getOwner().getUid()).isEqualTo("rs-uid");
        assertThat(written.getLabels()).isEqualTo(Map.of("app", "cart"));
        assertThat(written.getAnnotations()).isEqualTo(Map.of("team", "a".repeat(16)));
        assertThat(written.getContainers()).hasSize(1);
        assertThat(written.getContainers().get(0).getImage()).isEqualTo("shop/cart:1.4.2");
        assertThat(written.getContainers().get(0).getContainerId()).isEqualTo("4f1c");
        assertThat(written.getStartedAt()).isEqualTo(Instant.parse("2026-03-01T09:59:00Z"));
        assertThat(written.getEndedAt()).isNull();
    }

    @Test
    void changeOfWhatIsNotKept_isNotWritten() {
        Pod created = create(pod("cart-1-a"));
        awaitState(rig.start(), WatchState.WATCHING);
        awaitWritten(created);

        rig.cluster
                .client
                .resource(new PodBuilder(created)
                        .editMetadata()
                        .addToAnnotations("checked", "now")
                        .endMetadata()
                        .build())
                .update();
        Pod later = create(pod("cart-1-b"));

        awaitWritten(later); // pods are told of in their order
        assertThat(rig.producer.history())
                .filteredOn(record -> new String(record.key(), UTF_8).equals("pod/" + uid(created)))
                .hasSize(1);
    }

    @Test
    void changeOfWhatIsKept_isWritten() {
        Pod created = create(pod("cart-1-a"));
        awaitState(rig.start(), WatchState.WATCHING);
        awaitWritten(created);

        rig.cluster
                .client
                .resource(new PodBuilder(created)
                        .editMetadata()
                        .addToLabels("app", "basket")
                        .endMetadata()
                        .build())
                .update();

        await().until(() -> awaitWritten(created).getLabels().containsValue("basket"));
    }

    @Test
    void deletedPod_staysReadableForItsGrace_thenIsForgotten() {
        Pod created = create(pod("cart-1-a"));
        KubernetesWatcher watcher = rig.start();
        awaitWritten(created);
        awaitState(watcher, WatchState.WATCHING);
        rig.now = rig.now.plusSeconds(30);

        rig.cluster.client.resource(created).delete();

        await().until(() -> awaitWritten(created).getEndedAt() != null);
        assertThat(awaitWritten(created).getEndedAt()).isEqualTo(Instant.parse("2026-03-01T10:00:30Z"));
        assertThat(awaitWritten(created).getAddresses()).contains("10.1.2.3");

        rig.now = rig.now.plus(WatcherRig.CONFIG.grace());

        await().until(() -> rig.written().get("pod/" + uid(created)) == null);
    }

    @Test
    void afterARestart_nothingIsSaidTwice_andWhatWentAwayMeanwhileEnds() {
        Pod created = create(pod("cart-1-a"));
        rig.before(Trimmer.trim(Kind.POD, trimmedMetadata(created)));
        rig.before(gone("gone-uid"));

        KubernetesWatcher watcher = rig.start();
        awaitState(watcher, WatchState.WATCHING);

        await().until(() -> rig.written().containsKey("pod/gone-uid"));
        assertThat(Objects.requireNonNull(rig.written().get("pod/gone-uid")).getEndedAt())
                .isEqualTo(rig.now);
        assertThat(rig.written()).doesNotContainKey("pod/" + uid(created));
    }

    @Test
    void forgottenVersion_listsAnew_andFindsWhatIsGone() {
        Pod goneMeanwhile = new PodBuilder(pod("cart-1-a"))
                .editMetadata()
                .withUid("gone-uid")
                .withResourceVersion("1")
                .endMetadata()
                .build();
        AtomicInteger answers = new AtomicInteger();
        rig.cluster.answer(path -> !path.startsWith(PODS)
                ? Optional.empty()
                : switch (answers.incrementAndGet()) {
                    case 1 -> Optional.of(FakeCluster.page(List.of(goneMeanwhile), "1", ""));
                    case 2 -> Optional.of(error(410, "Expired"));
                    default -> Optional.empty();
                });

        KubernetesWatcher watcher = rig.start();

        await().until(() -> awaitWritten(goneMeanwhile).getEndedAt() != null);
        awaitState(watcher, WatchState.WATCHING);
        assertThat(count("bellwether.kubernetes.lists", "kind", "pod")).isEqualTo(2);
        assertThat(count("bellwether.kubernetes.lists", "kind", "node")).isEqualTo(1);
    }

    @Test
    void list_isReadInPages_oneAfterTheOther() {
        listOf(1_050, 100, 0);

        assertThat(rig.cluster.requests(PODS).stream().filter(path -> path.contains("limit=")))
                .hasSize(11)
                .allMatch(path -> path.contains("limit=100"));
    }

    /** In a process of 512 MiB (see {@code tests.heap}): half a gigabyte of lists is read, and next to nothing of it is kept. */
    @Test
    @Tag("long")
    void fiftyThousandPods_fitIntoMemory() {
        listOf(50_000, 500, 10_000);
    }

    @Test
    void meters_areThoseOfTheCatalogue() {
        rig.start();

        assertThat(rig.meters.getMeters().stream().map(meter -> meter.getId().getName()))
                .hasSameElementsAs(Catalogue.all().stream()
                        .map(MeterSpec::name)
                        .filter(name -> name.startsWith("bellwether.kubernetes."))
                        .toList());
    }

    /** @param ballast characters of each pod that are not kept */
    private void listOf(int pods, int page, int ballast) {
        List<Pod> one = List.of(new PodBuilder(pod("NAME"))
                .editMetadata()
                .withUid("NAME")
                .withResourceVersion("1")
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "x".repeat(ballast))
                .endMetadata()
                .build());
        String template = Serialization.asJson(one.get(0));
        rig.cluster.answer(path -> {
            if (!path.startsWith(PODS + "?") || path.contains("watch=true")) {
                return Optional.empty();
            }
            Matcher next = CONTINUE.matcher(path);
            int from = next.find() ? Integer.parseInt(next.group(1)) : 0;
            int to = Math.min(pods, from + page);
            String items = IntStream.range(from, to)
                    .mapToObj(number -> template.replace("NAME", "pod-" + number))
                    .collect(Collectors.joining(","));
            return Optional.of(FakeCluster.page(items, "7", to < pods ? Integer.toString(to) : ""));
        });
        KubernetesConfig config = WatcherRig.CONFIG;

        KubernetesWatcher watcher = rig.start(new KubernetesConfig(
                "",
                config.labels(),
                config.annotations(),
                config.grace(),
                page,
                100_000,
                config.maxValueLength(),
                config.retryInterval()));

        await().atMost(Duration.ofMinutes(5))
                .until(() -> rig.meters
                                .get("bellwether.kubernetes.records")
                                .tag("result", "written")
                                .counter()
                                .count()
                        == pods);
        awaitState(watcher, WatchState.WATCHING);
        assertThat(count("bellwether.kubernetes.lists", "kind", "pod")).isEqualTo(1);
    }

    @Test
    void missingRight_isShown_andTheOthersAreWatched_untilItIsGiven() {
        Pod created = create(pod("cart-1-a"));
        rig.cluster.answer(path -> path.startsWith(PODS) ? Optional.of(error(403, "Forbidden")) : Optional.empty());

        KubernetesWatcher watcher = rig.start();

        await().untilAsserted(() -> assertThat(watcher.details()).containsEntry("pod", Problem.FORBIDDEN.words()));
        assertThat(watcher.state()).isEqualTo(WatchState.TROUBLED);
        await().until(() -> watching("node") == 1);
        assertThat(watching("pod")).isZero();
        assertThat(count("bellwether.kubernetes.failures", "reason", "forbidden"))
                .isPositive();

        rig.cluster.answerAsUsual();

        awaitWritten(created);
        awaitState(watcher, WatchState.WATCHING);
        assertThat(watcher.details()).doesNotContainKey("pod");
    }

    @Test
    void revokedRight_endsNoPod() {
        Pod created = create(pod("cart-1-a"));
        AtomicBoolean first = new AtomicBoolean(true);
        rig.cluster.answer(path -> {
            if (!path.startsWith(PODS) || first.getAndSet(false)) {
                return Optional.empty(); // the first list of pods is answered, and nothing after it
            }
            return Optional.of(error(403, "Forbidden"));
        });

        KubernetesWatcher watcher = rig.start();

        awaitState(watcher, WatchState.TROUBLED);
        await().until(() -> count("bellwether.kubernetes.failures", "reason", "forbidden") > 1);
        assertThat(awaitWritten(created).getEndedAt()).isNull();
    }

    @Test
    void moreObjectsThanAllowed_areRefusedCountedAndShown() {
        create(pod("cart-1-a"));
        create(pod("cart-1-b"));
        KubernetesConfig one = new KubernetesConfig(
                "",
                WatcherRig.CONFIG.labels(),
                WatcherRig.CONFIG.annotations(),
                Duration.ofMinutes(1),
                10,
                1,
                16,
                Duration.ofMillis(20));

        KubernetesWatcher watcher = rig.start(one);

        await().untilAsserted(() -> assertThat(watcher.details().get("refused")).startsWith("1: more than"));
        assertThat(watcher.state()).isEqualTo(WatchState.TROUBLED);
        assertThat(rig.written()).hasSizeLessThanOrEqualTo(1);
    }

    private <T extends HasMetadata> T create(T object) {
        return rig.cluster.client.resource(object).create();
    }

    private KubernetesObject awaitWritten(HasMetadata object) {
        String key = "pod/" + uid(object);
        await().until(() -> rig.written().get(key) != null);
        return Objects.requireNonNull(rig.written().get(key));
    }

    private static void awaitState(KubernetesWatcher watcher, WatchState state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> watcher.state() == state);
    }

    private double watching(String kind) {
        return rig.meters
                .get("bellwether.kubernetes.watching")
                .tag("kind", kind)
                .gauge()
                .value();
    }

    private double count(String name, String label, String value) {
        return rig.meters.get(name).tag(label, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    private static ClusterObject gone(String uid) {
        return new ClusterObject(
                new ObjectKey(Kind.POD, uid),
                "gone",
                "shop",
                null,
                Placement.NONE,
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(Instant.parse("2026-03-01T08:00:00Z")));
    }

    /** As reading it with {@link TrimmedDecoding} gives it. */
    private static Pod trimmedMetadata(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withLabels(Map.of("app", "cart"))
                .withAnnotations(Map.of("team", "a".repeat(16)))
                .endMetadata()
                .build();
    }

    static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .addToLabels("app", "cart")
                .addToLabels("pod-template-hash", "6c45f8d6f6")
                .addToAnnotations("team", "a".repeat(17))
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName("cart-1")
                .withUid("rs-uid")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-1")
                .addNewContainer()
                .withName("cart")
                .withImage("shop/cart:1.4.2")
                .addNewEnv()
                .withName("PASSWORD")
                .withValue("secret")
                .endEnv()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("10.1.2.3")
                .addNewPodIP("10.1.2.3")
                .addNewPodIP("fd00::3")
                .withStartTime("2026-03-01T09:59:00Z")
                .addNewContainerStatus()
                .withName("cart")
                .withImageID("shop/cart@sha256:b248")
                .withContainerID("containerd://4f1c")
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
