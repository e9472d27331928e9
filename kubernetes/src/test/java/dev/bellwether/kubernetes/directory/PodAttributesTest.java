package dev.bellwether.kubernetes.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Container;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Owner;
import dev.bellwether.kubernetes.cluster.Placement;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodAttributesTest {

    private static final Container CART = new Container("cart", "shop/cart:1.4.2", "", "4f1c");
    private static final Container PROXY = new Container("proxy", "envoy:1.30", "", "77aa");

    @Test
    void pod_hasTheAttributesOfTheCollector_andItsLabelsAndAnnotations() {
        assertThat(PodAttributes.of(pod(List.of(CART)), "", ""))
                .isEqualTo(Map.ofEntries(
                        Map.entry("k8s.namespace.name", "shop"),
                        Map.entry("k8s.pod.name", "cart-1-a"),
                        Map.entry("k8s.pod.uid", "uid"),
                        Map.entry("k8s.pod.start_time", "2026-03-01T10:00:00Z"),
                        Map.entry("k8s.deployment.name", "cart"),
                        Map.entry("k8s.node.name", "node-1"),
                        Map.entry("container.image.name", "shop/cart"),
                        Map.entry("container.image.tag", "1.4.2"),
                        Map.entry("k8s.pod.label.app", "cart"),
                        Map.entry("k8s.pod.annotation.team", "")));
    }

    @ParameterizedTest
    @CsvSource({"'', '', ''", "'', cart, shop/cart", "77aa, '', envoy", "77aa, cart, envoy", "'', unknown, ''"})
    void ofSeveralContainers_theOneThatTheResourceNamesIsMeant(String id, String name, String image) {
        assertThat(PodAttributes.of(pod(List.of(CART, PROXY)), id, name).getOrDefault("container.image.name", ""))
                .isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({
        "cart, cart, ''",
        "registry:5000/shop/cart, registry:5000/shop/cart, ''",
        "registry:5000/shop/cart:1.4.2, registry:5000/shop/cart, 1.4.2",
        "shop/cart:1.4.2@sha256:b248, shop/cart, 1.4.2",
        "shop/cart@sha256:b248, shop/cart, ''"
    })
    void image_isNameAndTag(String image, String name, String tag) {
        Map<String, String> attributes = PodAttributes.of(pod(List.of(new Container("main", image, "", ""))), "", "");

        assertThat(attributes.getOrDefault("container.image.name", "")).isEqualTo(name);
        assertThat(attributes.getOrDefault("container.image.tag", "")).isEqualTo(tag);
    }

    private static Resolved pod(List<Container> containers) {
        ClusterObject pod = new ClusterObject(
                new ObjectKey(Kind.POD, "uid"),
                "cart-1-a",
                "shop",
                null,
                new Placement("node-1", List.of(), false),
                containers,
                Map.of("app", "cart"),
                Map.of("team", ""),
                Life.from(Instant.parse("2026-03-01T10:00:00Z")));
        return new Resolved(
                pod,
                List.of(new Owner("apps", "ReplicaSet", "cart-1", "rs"), new Owner("apps", "Deployment", "cart", "d")),
                true,
                Association.POD_UID,
                true);
    }
}
