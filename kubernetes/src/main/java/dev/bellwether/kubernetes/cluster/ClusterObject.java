package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a Kubernetes cluster, trimmed.
 *
 * @param name may be that of a later object too
 * @param namespace empty for kinds that lie in none
 * @param controller who controls it; what controls that in turn is in the owner's own record; null where nobody does
 * @param placement {@link Placement#NONE} for what is no pod
 * @param containers of a pod, without those that prepare it
 * @param labels of those that the configuration allows
 * @param annotations of those that the configuration allows
 * @param rollout of a workload, what it runs; null for other kinds
 */
public record ClusterObject(
        ObjectKey key,
        String name,
        String namespace,
        @Nullable Owner controller,
        Placement placement,
        List<Container> containers,
        Map<String, String> labels,
        Map<String, String> annotations,
        Life life,
        @Nullable Rollout rollout) {

    public ClusterObject {
        requireNonNull(key, "key");
        requireNonNull(name, "name");
        requireNonNull(namespace, "namespace");
        requireNonNull(placement, "placement");
        containers = List.copyOf(containers);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        requireNonNull(life, "life");
    }

    /** What is no workload. */
    public ClusterObject(
            ObjectKey key,
            String name,
            String namespace,
            @Nullable Owner controller,
            Placement placement,
            List<Container> containers,
            Map<String, String> labels,
            Map<String, String> annotations,
            Life life) {
        this(key, name, namespace, controller, placement, containers, labels, annotations, life, null);
    }

    /** Who controls it. */
    public Optional<Owner> owner() {
        return Optional.ofNullable(controller);
    }

    /** The same object, ended at this time. */
    public ClusterObject withEnd(Instant end) {
        return new ClusterObject(
                key,
                name,
                namespace,
                controller,
                placement,
                containers,
                labels,
                annotations,
                new Life(life.start(), end),
                rollout);
    }

    /** The same object, a workload that runs this. */
    public ClusterObject withRollout(Rollout running) {
        return new ClusterObject(
                key, name, namespace, controller, placement, containers, labels, annotations, life, running);
    }
}
