package dev.bellwether.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.KubernetesKind;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Container;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Owner;
import dev.bellwether.kubernetes.cluster.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterFactsTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @EnumSource
    void objects_comeBackAsTheyWere(Kind kind) {
        ClusterObject full = new ClusterObject(
                new ObjectKey(kind, "uid"),
                "cart-1-a",
                "shop",
                new Owner("apps", "ReplicaSet", "cart-1", "rs-uid"),
                new Placement("node-1", List.of("10.1.2.3"), true),
                List.of(new Container("cart", "shop/cart:1", "sha256:1", "4f1c")),
                Map.of("app", "cart"),
                Map.of("team", "payments"),
                new Life(TEN, TEN.plusSeconds(1)));
        ClusterObject bare = new ClusterObject(
                full.key(), "cart", "", null, Placement.NONE, List.of(), Map.of(), Map.of(), Life.from(TEN));

        assertThat(ClusterFacts.fromFact(ClusterFacts.toFact(full))).contains(full);
        assertThat(ClusterFacts.fromFact(ClusterFacts.toFact(bare))).contains(bare);
    }

    @Test
    void kindOfALaterVersion_isNoObject() {
        assertThat(ClusterFacts.fromFact(KubernetesObject.newBuilder()
                        .setKind(KubernetesKind.UNKNOWN)
                        .setUid("uid")
                        .build()))
                .isEmpty();
    }
}
