package dev.bellwether.kubernetes.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PodIndexTest {

    private static final String STAYS = "10.1.0.1";
    private static final int UPDATES = 100_000;

    private final PodIndex index = new PodIndex(pod -> pod.placement().addresses());

    /** Whoever looked in between found nobody, and gave telemetry no version. */
    @Test
    void podThatIsUpdated_isFoundAllTheWhile() {
        ClusterObject pod = pod("a", STAYS);
        ClusterObject updated = pod("a", STAYS, "fd00::1");
        index.replace(null, pod);
        CompletableFuture<Void> updates = CompletableFuture.runAsync(() -> {
            for (int update = 0; update < UPDATES; update++) {
                index.replace(pod, updated);
                index.replace(updated, pod);
            }
        });

        long absent = 0;
        long looks = 0;
        while (!updates.isDone()) {
            looks++;
            absent += index.pods(STAYS).size() == 1 ? 0 : 1;
        }

        updates.join();
        assertThat(absent)
                .as("looks of %d that did not find the one pod", looks)
                .isZero();
    }

    @Test
    void pod_isFoundByWhatItHasNow() {
        ClusterObject before = pod("a", "10.1.0.1", "10.1.0.2");
        ClusterObject after = pod("a", "10.1.0.2", "10.1.0.3");
        ClusterObject other = pod("b", "10.1.0.2");
        index.replace(null, before);
        index.replace(null, other);

        index.replace(before, after);

        assertThat(index.pods("10.1.0.1")).isEmpty();
        assertThat(index.pods("10.1.0.2")).containsExactlyInAnyOrder(after, other);
        assertThat(index.pods("10.1.0.3")).containsExactly(after);

        index.replace(after, null);

        assertThat(index.pods("10.1.0.2")).containsExactly(other);
        assertThat(index.pods("10.1.0.3")).isEmpty();
    }

    private static ClusterObject pod(String uid, String... addresses) {
        return new ClusterObject(
                new ObjectKey(Kind.POD, uid),
                uid,
                "shop",
                null,
                new Placement("node-1", List.of(addresses), false),
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(Instant.EPOCH));
    }
}
