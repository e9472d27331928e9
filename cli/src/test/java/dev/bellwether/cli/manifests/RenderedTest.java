package dev.bellwether.cli.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.cli.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Kustomize makes of every overlay and every component. */
class RenderedTest {

    @TempDir
    Path folder;

    static List<String> overlays() throws IOException {
        return Manifests.overlays();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyObject_isWhatKubernetesKnows(String overlay) throws Exception {
        assertThat(Manifests.ofOverlay(overlay))
                .hasSizeGreaterThan(20)
                .allSatisfy(object -> assertThat(Models.problem(object)).isEmpty());
    }

    /** Those that no overlay has, on top of production, as somebody would use them. */
    @Test
    void everyOtherComponent_renders() throws Exception {
        String production = Files.readString(Manifests.FOLDER.resolve("overlays/production/kustomization.yaml"));
        Path overlay = folder.toRealPath();
        List<Path> others = new ArrayList<>();
        try (Stream<Path> components = Files.list(Manifests.FOLDER.resolve("components"))) {
            components
                    .filter(component -> !production.contains("components/" + component.getFileName() + "\n")
                            && !component.endsWith("process")) // base has it
                    .forEach(component -> others.add(overlay.relativize(component)));
        }
        assertThat(others).isNotEmpty();
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%s]
                components: %s
                """.formatted(
                        overlay.relativize(Manifests.FOLDER.resolve("overlays/production")), others));

        List<JsonNode> rendered = Manifests.rendered(overlay);

        assertThat(rendered)
                .hasSizeGreaterThan(Manifests.ofOverlay("production").size())
                .allSatisfy(object -> assertThat(Models.problem(object)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyPod_isRestricted(String overlay) throws Exception {
        eachPod(overlay, pod -> {
            JsonNode security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("runAsUser").asLong()).isPositive();
            assertThat(security.path("seccompProfile").path("type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(30);
            assertThat(pod.path("volumes"))
                    .allSatisfy(volume -> assertThat(volume.has("hostPath")).isFalse());
            eachContainer(pod, container -> {
                JsonNode own = container.path("securityContext");
                assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(own.path("capabilities").path("drop").path(0).asText())
                        .isEqualTo("ALL");
                assertThat(own.path("capabilities").has("add")).isFalse();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyImage_isPinned(String overlay) throws Exception {
        eachPod(
                overlay,
                pod -> eachContainer(
                        pod,
                        container -> assertThat(container.path("image").asText())
                                .matches(".+(:(?!latest$)[\\w.-]+|@sha256:[0-9a-f]{64})")));
    }

    /** Memory above the request may be taken back at any time, and with it the process. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everyContainer_hasRequestsAndLimits(String overlay) throws Exception {
        eachPod(
                overlay,
                pod -> eachContainer(pod, container -> {
                    JsonNode resources = container.path("resources");
                    assertThat(resources.path("limits").path("memory").asText())
                            .isNotEmpty()
                            .isEqualTo(resources.path("requests").path("memory").asText());
                    assertThat(resources.path("limits").path("cpu").asText()).isNotEmpty();
                    assertThat(resources.path("requests").path("cpu").asText()).isNotEmpty();
                }));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyProbe_asksWhatItMeans(String overlay) throws Exception {
        eachPod(
                overlay,
                pod -> eachContainer(pod, container -> {
                    assertThat(path(container, "startupProbe")).isEqualTo("/healthz");
                    assertThat(path(container, "livenessProbe")).isEqualTo("/healthz");
                    assertThat(path(container, "readinessProbe")).isEqualTo("/readyz");
                }));
    }

    private static String path(JsonNode container, String probe) {
        return container.path(probe).path("httpGet").path("path").asText();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyPort_standsInANetworkPolicy(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.ofOverlay(overlay);
        for (JsonNode workload : workloads(objects)) {
            JsonNode template = workload.path("spec").path("template");
            Set<String> open = new TreeSet<>();
            for (JsonNode policy : policiesOf(template, objects)) {
                policy.path("spec").path("ingress").forEach(rule -> {
                    assertThat(rule.path("from").isEmpty())
                            .as("who, in %s", Manifests.name(policy))
                            .isFalse();
                    rule.path("ports")
                            .forEach(port -> open.add(port.path("port").asText()));
                });
            }
            Set<String> ports = stream(template.path("spec").path("containers"))
                    .flatMap(container -> stream(container.path("ports")))
                    .map(port -> port.path("name").asText())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(open).as(Manifests.name(workload)).isEqualTo(ports);
        }
    }

    /** A pod that a policy names in both directions has nothing but what policies allow. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everyPod_isDeniedWhatIsNotAllowed(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.ofOverlay(overlay);
        assertThat(workloads(objects))
                .hasSizeGreaterThan(4)
                .allSatisfy(workload -> assertThat(
                                policiesOf(workload.path("spec").path("template"), objects))
                        .anySatisfy(policy -> {
                            assertThat(policy.path("metadata").path("name").asText())
                                    .isEqualTo("default-deny");
                            assertThat(stream(policy.path("spec").path("policyTypes"))
                                            .map(JsonNode::asText))
                                    .containsExactlyInAnyOrder("Ingress", "Egress");
                            assertThat(policy.path("spec").has("ingress")).isFalse();
                            assertThat(policy.path("spec").has("egress")).isFalse();
                        }));
    }

    private static List<JsonNode> policiesOf(JsonNode template, List<JsonNode> objects) {
        return Manifests.ofKind(objects, "NetworkPolicy").stream()
                .filter(policy -> Manifests.selects(
                        policy.path("spec").path("podSelector").path("matchLabels"),
                        template.path("metadata").path("labels")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyWorkload_hasADisruptionBudget_isSpread_andIsFoundByItsService(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.ofOverlay(overlay);
        for (JsonNode workload : workloads(objects)) {
            JsonNode labels =
                    workload.path("spec").path("template").path("metadata").path("labels");
            String name = Manifests.name(workload);
            assertThat(workload.path("spec").path("template").path("spec").path("topologySpreadConstraints"))
                    .as(name)
                    .hasSize(2);
            assertThat(Manifests.ofKind(objects, "PodDisruptionBudget"))
                    .as("budgets of %s", name)
                    .filteredOn(budget -> Manifests.selects(
                            budget.path("spec").path("selector").path("matchLabels"), labels))
                    .hasSize(1);
            assertThat(Manifests.ofKind(objects, "Service"))
                    .as("services of %s", name)
                    .filteredOn(
                            service -> Manifests.selects(service.path("spec").path("selector"), labels))
                    .singleElement()
                    .satisfies(service -> assertThat(stream(service.path("spec").path("ports"))
                                    .map(port -> port.path("targetPort").asText()))
                            .containsExactlyElementsOf(stream(workload.path("spec")
                                            .path("template")
                                            .path("spec")
                                            .path("containers")
                                            .path(0)
                                            .path("ports"))
                                    .map(port -> port.path("name").asText())
                                    .toList()));
        }
    }

    /** Streams' state is on a volume, and in production also in another process. */
    @Test
    void streamsRolesOfProduction_haveVolumesAndStandbys() throws Exception {
        List<JsonNode> sets = Manifests.ofKind(Manifests.ofOverlay("production"), "StatefulSet").stream()
                .filter(set -> set.path("spec").path("replicas").asInt() > 1)
                .toList();
        assertThat(sets).hasSize(3).allSatisfy(set -> {
            assertThat(set.path("spec").path("volumeClaimTemplates")).hasSize(1);
            assertThat(stream(set.path("spec")
                            .path("template")
                            .path("spec")
                            .path("containers")
                            .path(0)
                            .path("env")))
                    .anyMatch(variable -> variable.path("name").asText().equals(Settings.STANDBYS.environmentVariable())
                            && variable.path("value").asInt() > 0);
        });
    }

    /** Each role once, and of production's configuration every file is mounted. */
    @ParameterizedTest
    @MethodSource("overlays")
    void roles_areRunOnceEach_withConfigurationsThatServeTakes(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.ofOverlay(overlay);
        String yaml = Manifests.ofKind(objects, "ConfigMap").stream()
                .map(map -> map.path("data").path("bellwether.yaml").asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(folder.resolve("bellwether.yaml"), yaml);
        List<String> roles = new ArrayList<>();
        for (JsonNode workload : workloads(objects)) {
            JsonNode container = workload.path("spec")
                    .path("template")
                    .path("spec")
                    .path("containers")
                    .path(0);
            roles.add(container.path("args").path(2).asText());
            Map<String, String> environment = stream(container.path("env"))
                    .collect(Collectors.toMap(
                            variable -> variable.path("name").asText(),
                            variable -> variable.path("value").asText()));
            Configuration configuration = Configuration.of(
                    ConfigurationFile.read(file), environment, Map.of("roles", roles.get(roles.size() - 1)));
            Set<String> mounts = stream(container.path("volumeMounts"))
                    .map(mount -> mount.path("mountPath").asText())
                    .collect(Collectors.toSet());
            assertThat(Stream.of(
                                    Settings.TLS_CERTIFICATE,
                                    Settings.TLS_KEY,
                                    Settings.TOKEN_FILE,
                                    Settings.KAFKA_CLIENT_FILE,
                                    Settings.REGISTRY_CREDENTIALS,
                                    Settings.DATA_FOLDER)
                            .map(configuration::get)
                            .filter(path -> !path.isEmpty()))
                    .as(Manifests.name(workload))
                    .allMatch(path -> mounts.stream().anyMatch(path::startsWith));
        }
        assertThat(roles)
                .containsExactlyInAnyOrder(
                        "ingest", "processors", "alerting", "verification", "console", Settings.KUBERNETES_ROLE);
    }

    /** What pods mount is made by somebody: here, by External Secrets, or by Strimzi for its users and its authority. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everyVolume_isMadeBySomebody(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.ofOverlay(overlay);
        Set<String> secrets = new TreeSet<>();
        Manifests.ofKind(objects, "ExternalSecret", "KafkaUser")
                .forEach(object ->
                        secrets.add(object.path("metadata").path("name").asText()));
        Manifests.ofKind(objects, "Kafka")
                .forEach(
                        kafka -> secrets.add(kafka.path("metadata").path("name").asText() + "-cluster-ca-cert"));
        Set<String> maps = Manifests.ofKind(objects, "ConfigMap").stream()
                .map(map -> map.path("metadata").path("name").asText())
                .collect(Collectors.toSet());
        eachPod(
                overlay,
                pod -> pod.path("volumes").forEach(volume -> {
                    if (volume.has("secret")) {
                        assertThat(secrets)
                                .contains(
                                        volume.path("secret").path("secretName").asText());
                    }
                    if (volume.has("configMap")) {
                        assertThat(maps)
                                .contains(volume.path("configMap").path("name").asText());
                    }
                }));
    }

    /** Who watches the cluster may list and watch what the module says; everybody else may ask the API server nothing. */
    @ParameterizedTest
    @MethodSource("overlays")
    void rights_areThoseOfTheWatch_andOfNobodyElse(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.ofOverlay(overlay);
        JsonNode wanted = Manifests.ofKind(
                        Manifests.parse(Files.readString(Path.of("..", "kubernetes", "rbac.yaml"))), "ClusterRole")
                .get(0);

        assertThat(Manifests.ofKind(objects, "ClusterRole"))
                .singleElement()
                .satisfies(role -> assertThat(role.path("rules")).isEqualTo(wanted.path("rules")));
        assertThat(Manifests.ofKind(objects, "ClusterRoleBinding"))
                .singleElement()
                .satisfies(binding -> assertThat(binding.path("subjects"))
                        .singleElement()
                        .satisfies(subject ->
                                assertThat(subject.path("name").asText()).isEqualTo("bellwether-kubernetes")));
        for (JsonNode workload : workloads(objects)) {
            JsonNode pod = workload.path("spec").path("template").path("spec");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                    .as(Manifests.name(workload))
                    .isEqualTo(pod.path("serviceAccountName").asText().equals("bellwether-kubernetes"));
        }
    }

    private static List<JsonNode> workloads(List<JsonNode> objects) {
        return Manifests.ofKind(objects, "Deployment", "StatefulSet");
    }

    private static void eachPod(String overlay, Consumer<JsonNode> check) throws Exception {
        assertThat(workloads(Manifests.ofOverlay(overlay)))
                .hasSize(6)
                .allSatisfy(workload ->
                        check.accept(workload.path("spec").path("template").path("spec")));
    }

    private static void eachContainer(JsonNode pod, Consumer<JsonNode> check) {
        assertThat(pod.path("containers")).isNotEmpty().allSatisfy(check::accept);
        pod.path("initContainers").forEach(check);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
