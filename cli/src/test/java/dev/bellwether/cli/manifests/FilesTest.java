package dev.bellwether.cli.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.cli.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code k8s/} as they stand there, which needs no Kustomize. */
class FilesTest {

    static Stream<Path> objects() throws IOException {
        return files().filter(file -> !file.endsWith("kustomization.yaml")
                && !file.endsWith("bellwether.yaml")
                && documents(file).stream()
                        .noneMatch(document -> document.path("kind").asText().equals("Any")));
    }

    static Stream<Path> configurations() throws IOException {
        return files().filter(file -> file.endsWith("bellwether.yaml"));
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Manifests.FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    private static List<JsonNode> documents(Path file) {
        try {
            return Manifests.parse(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void everyObject_isWhatKubernetesKnows(Path file) {
        assertThat(documents(file))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(Models.problem(object)).isEmpty());
    }

    /** Settings that nobody knows stop the start: not of a cluster. */
    @ParameterizedTest
    @MethodSource("configurations")
    void everyConfiguration_isOneThatServeTakes(Path file) {
        assertThatCode(() -> Configuration.of(ConfigurationFile.read(file), Map.of(), Map.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void configurationsOfOverlays_nameACluster() throws Exception {
        List<Path> overlays = configurations()
                .filter(file -> file.startsWith(Manifests.FOLDER.resolve("overlays")))
                .toList();
        assertThat(overlays).hasSize(Manifests.overlays().size());
        for (Path file : overlays) {
            Configuration configuration = Configuration.of(ConfigurationFile.read(file), Map.of(), Map.of());
            assertThat(configuration.get(Settings.KAFKA_SERVERS))
                    .as(file.toString())
                    .isNotEmpty();
            assertThat(configuration.get(Settings.REGISTRY_URL))
                    .as(file.toString())
                    .isNotEmpty();
        }
    }

    /** A port that is open for something else may be closed with it. */
    @Test
    void alerting_isLetThroughToAlertmanagers_byARuleOfItsOwn() {
        JsonNode policy = documents(Manifests.FOLDER.resolve("base/network.yaml")).stream()
                .filter(object -> object.at("/metadata/name").asText().equals("alertmanagers"))
                .findFirst()
                .orElseThrow();

        assertThat(policy.at("/spec/podSelector/matchLabels/app.kubernetes.io~1component")
                        .asText())
                .isEqualTo("alerting");
        assertThat(policy.at("/spec/policyTypes/0").asText()).isEqualTo("Egress");
        assertThat(policy.at("/spec/egress/0/ports/0/port").asInt()).isEqualTo(9093);
    }

    @Test
    void scaler_hasAsManyProcessesAtMostAsProductionHasPartitions() throws Exception {
        Configuration production = Configuration.of(
                ConfigurationFile.read(Manifests.FOLDER.resolve("overlays/production/bellwether.yaml")),
                Map.of(),
                Map.of());

        assertThat(documents(Manifests.FOLDER.resolve("components/keda/scaled-objects.yaml")))
                .singleElement()
                .satisfies(
                        scaler -> assertThat(scaler.at("/spec/maxReplicaCount").asInt())
                                .isEqualTo(production.get(Settings.PARTITIONS)));
    }

    @Test
    void aFieldThatKubernetesDoesNotKnow_isFound() {
        String policy = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: { name: a }
                spec: { podSelector: {}, policyTypes: [Ingress], %s: [] }
                """;

        assertThat(Models.problem(Manifests.parse(policy.formatted("ingress")).get(0)))
                .isEmpty();
        assertThat(Models.problem(Manifests.parse(policy.formatted("ingres")).get(0)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("\"ingres\""));
    }
}
