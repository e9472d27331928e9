package dev.bellwether.processors.enrich;

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

/** Pods of a shop. */
public final class Pods {

    private Pods() {}

    /** A pod that nobody controls, with one container: {@code registry/<name>:<tag>}. */
    public static ClusterObject pod(String name, String address, String tag, Instant start) {
        return new ClusterObject(
                new ObjectKey(Kind.POD, "uid-of-" + name),
                name,
                "shop",
                null,
                new Placement("node-1", List.of(address), false),
                List.of(new Container("main", "registry/" + name + ":" + tag, "", "")),
                Map.of("app.kubernetes.io/name", name),
                Map.of(),
                Life.from(start));
    }

    /** The same pod, of this replica set. */
    public static ClusterObject ownedBy(ClusterObject pod, String replicaSet) {
        return new ClusterObject(
                pod.key(),
                pod.name(),
                pod.namespace(),
                new Owner("apps", "ReplicaSet", replicaSet, "uid-of-" + replicaSet),
                pod.placement(),
                pod.containers(),
                pod.labels(),
                pod.annotations(),
                pod.life());
    }

    /** A replica set of a deployment. */
    public static ClusterObject replicaSet(String name, String deployment) {
        return new ClusterObject(
                new ObjectKey(Kind.REPLICA_SET, "uid-of-" + name),
                name,
                "shop",
                new Owner("apps", "Deployment", deployment, "uid-of-" + deployment),
                Placement.NONE,
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(Instant.EPOCH));
    }

    /** A deployment that nobody controls. */
    public static ClusterObject deployment(String name) {
        return new ClusterObject(
                new ObjectKey(Kind.DEPLOYMENT, "uid-of-" + name),
                name,
                "shop",
                null,
                Placement.NONE,
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(Instant.EPOCH));
    }
}
