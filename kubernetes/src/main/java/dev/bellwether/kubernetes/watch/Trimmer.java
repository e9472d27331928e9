package dev.bellwether.kubernetes.watch;

import static java.util.function.Predicate.not;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Container;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Owner;
import dev.bellwether.kubernetes.cluster.Placement;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects of the Kubernetes API as {@link ClusterObject}s. */
final class Trimmer {

    /** Phases in which no container runs any more, and the address is given back. */
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private Trimmer() {}

    static ClusterObject trim(Kind kind, HasMetadata object) {
        if (object instanceof Pod pod) {
            return trim(pod);
        }
        ClusterObject trimmed = trim(kind, object.getMetadata());
        return Workloads.rollout(object).map(trimmed::withRollout).orElse(trimmed);
    }

    private static ClusterObject trim(Kind kind, ObjectMeta metadata) {
        return new ClusterObject(
                new ObjectKey(kind, metadata.getUid()),
                metadata.getName(),
                text(metadata.getNamespace()),
                owner(metadata),
                Placement.NONE,
                List.of(),
                entries(metadata.getLabels()),
                entries(metadata.getAnnotations()),
                Life.from(created(metadata)));
    }

    private static ClusterObject trim(Pod pod) {
        ClusterObject bare = trim(Kind.POD, pod.getMetadata());
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        return new ClusterObject(
                bare.key(),
                bare.name(),
                bare.namespace(),
                bare.controller(),
                placement(pod, status),
                containers(pod, status),
                bare.labels(),
                bare.annotations(),
                life(bare.life().start(), status));
    }

    private static Placement placement(Pod pod, PodStatus status) {
        if (pod.getSpec() == null) {
            return Placement.NONE;
        }
        List<String> addresses = Stream.concat(
                        Stream.ofNullable(status.getPodIP()),
                        status.getPodIPs().stream().map(PodIP::getIp).filter(Objects::nonNull))
                .filter(not(String::isEmpty))
                .distinct()
                .toList();
        return new Placement(
                text(pod.getSpec().getNodeName()),
                addresses,
                Boolean.TRUE.equals(pod.getSpec().getHostNetwork()));
    }

    private static List<Container> containers(Pod pod, PodStatus status) {
        if (pod.getSpec() == null) {
            return List.of();
        }
        Map<String, ContainerStatus> statuses = new HashMap<>();
        status.getContainerStatuses().forEach(each -> statuses.put(each.getName(), each));
        return pod.getSpec().getContainers().stream()
                .map(container -> {
                    Optional<ContainerStatus> running = Optional.ofNullable(statuses.get(container.getName()));
                    return new Container(
                            container.getName(),
                            text(container.getImage()),
                            text(running.map(ContainerStatus::getImageID).orElse("")),
                            withoutRuntime(
                                    running.map(ContainerStatus::getContainerID).orElse("")));
                })
                .toList();
    }

    /** {@code containerd://4f1c…} is {@code 4f1c…} in {@code container.id}. */
    private static String withoutRuntime(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static Life life(Instant created, PodStatus status) {
        Instant start = status.getStartTime() == null ? created : Instant.parse(status.getStartTime());
        return new Life(
                start,
                ENDED.contains(text(status.getPhase())) ? lastFinish(status).orElse(start) : null);
    }

    private static Optional<Instant> lastFinish(PodStatus status) {
        return status.getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .filter(state -> state != null
                        && state.getTerminated() != null
                        && state.getTerminated().getFinishedAt() != null)
                .map(state -> Instant.parse(state.getTerminated().getFinishedAt()))
                .max(Comparator.naturalOrder());
    }

    private static @Nullable Owner owner(ObjectMeta metadata) {
        return metadata.getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .map(Trimmer::owner)
                .orElse(null);
    }

    private static Owner owner(OwnerReference reference) {
        String version = text(reference.getApiVersion());
        return new Owner(
                version.substring(0, Math.max(0, version.indexOf('/'))),
                reference.getKind(),
                reference.getName(),
                reference.getUid());
    }

    private static Instant created(ObjectMeta metadata) {
        return metadata.getCreationTimestamp() == null ? Instant.EPOCH : Instant.parse(metadata.getCreationTimestamp());
    }

    private static Map<String, String> entries(@Nullable Map<String, String> entries) {
        return entries == null ? Map.of() : entries;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
