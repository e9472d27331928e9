package dev.bellwether.kubernetes.watch;

import dev.bellwether.facts.KubernetesContainer;
import dev.bellwether.facts.KubernetesKind;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.facts.KubernetesOwner;
import dev.bellwether.facts.KubernetesRollout;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Container;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Owner;
import dev.bellwether.kubernetes.cluster.Placement;
import dev.bellwether.kubernetes.cluster.Rollout;
import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.cluster.Rollout.ServiceHint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects as they stand on the topic, and back. */
public final class ClusterFacts {

    private ClusterFacts() {}

    public static KubernetesObject toFact(ClusterObject object) {
        Placement placement = object.placement();
        return KubernetesObject.newBuilder()
                .setKind(toFact(object.key().kind()))
                .setUid(object.key().uid())
                .setName(object.name())
                .setNamespace(object.namespace())
                .setOwner(object.owner().map(ClusterFacts::toFact).orElse(null))
                .setNode(placement.node())
                .setAddresses(placement.addresses())
                .setHostNetwork(placement.hostNetwork())
                .setContainers(
                        object.containers().stream().map(ClusterFacts::toFact).toList())
                .setLabels(object.labels())
                .setAnnotations(object.annotations())
                .setStartedAt(object.life().start())
                .setEndedAt(object.life().end())
                .setRollout(object.rollout() == null ? null : toFact(object.rollout()))
                .build();
    }

    /** The object that a fact tells of; empty where its kind is one that a later version has added, or its uid is missing. */
    public static Optional<ClusterObject> fromFact(KubernetesObject fact) {
        Kind kind = fromFact(fact.getKind());
        if (kind == null || fact.getUid().isEmpty()) {
            return Optional.empty();
        }
        KubernetesOwner owner = fact.getOwner();
        return Optional.of(new ClusterObject(
                new ObjectKey(kind, fact.getUid()),
                fact.getName(),
                fact.getNamespace(),
                owner == null ? null : new Owner(owner.getGroup(), owner.getKind(), owner.getName(), owner.getUid()),
                new Placement(fact.getNode(), fact.getAddresses(), fact.getHostNetwork()),
                fact.getContainers().stream().map(ClusterFacts::fromFact).toList(),
                fact.getLabels(),
                fact.getAnnotations(),
                new Life(fact.getStartedAt(), fact.getEndedAt()),
                fact.getRollout() == null ? null : fromFact(fact.getRollout())));
    }

    private static KubernetesRollout toFact(Rollout rollout) {
        return KubernetesRollout.newBuilder()
                .setRevision(rollout.revision())
                .setVersion(rollout.version())
                .setService(rollout.service().name())
                .setServiceNamespace(rollout.service().namespace())
                .setEnvironment(rollout.service().environment())
                .setReplicas(rollout.replicas().wanted())
                .setUpdatedReplicas(rollout.replicas().updated())
                .setReadyReplicas(rollout.replicas().ready())
                .setOldReplicas(rollout.replicas().old())
                .build();
    }

    private static Rollout fromFact(KubernetesRollout fact) {
        return new Rollout(
                fact.getRevision(),
                fact.getVersion(),
                new ServiceHint(fact.getEnvironment(), fact.getServiceNamespace(), fact.getService()),
                new Replicas(
                        fact.getReplicas(), fact.getUpdatedReplicas(), fact.getReadyReplicas(), fact.getOldReplicas()));
    }

    private static KubernetesOwner toFact(Owner owner) {
        return KubernetesOwner.newBuilder()
                .setGroup(owner.group())
                .setKind(owner.kind())
                .setName(owner.name())
                .setUid(owner.uid())
                .build();
    }

    private static KubernetesContainer toFact(Container container) {
        return KubernetesContainer.newBuilder()
                .setName(container.name())
                .setImage(container.image())
                .setImageId(container.imageId())
                .setContainerId(container.id())
                .build();
    }

    private static Container fromFact(KubernetesContainer container) {
        return new Container(
                container.getName(), container.getImage(), container.getImageId(), container.getContainerId());
    }

    private static KubernetesKind toFact(Kind kind) {
        return switch (kind) {
            case POD -> KubernetesKind.POD;
            case REPLICA_SET -> KubernetesKind.REPLICA_SET;
            case DEPLOYMENT -> KubernetesKind.DEPLOYMENT;
            case STATEFUL_SET -> KubernetesKind.STATEFUL_SET;
            case DAEMON_SET -> KubernetesKind.DAEMON_SET;
            case JOB -> KubernetesKind.JOB;
            case NAMESPACE -> KubernetesKind.NAMESPACE;
            case NODE -> KubernetesKind.NODE;
        };
    }

    private static @Nullable Kind fromFact(KubernetesKind kind) {
        return switch (kind) {
            case POD -> Kind.POD;
            case REPLICA_SET -> Kind.REPLICA_SET;
            case DEPLOYMENT -> Kind.DEPLOYMENT;
            case STATEFUL_SET -> Kind.STATEFUL_SET;
            case DAEMON_SET -> Kind.DAEMON_SET;
            case JOB -> Kind.JOB;
            case NAMESPACE -> Kind.NAMESPACE;
            case NODE -> Kind.NODE;
            case UNKNOWN -> null;
        };
    }
}
