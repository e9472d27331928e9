package dev.bellwether.kubernetes.watch;

import dev.bellwether.kubernetes.cluster.Rollout;
import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.cluster.Rollout.ServiceHint;
import dev.bellwether.kubernetes.directory.ImageName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What workloads of the Kubernetes API run. A status that the controller has written before it saw the present template tells nothing of it:
 * then no replica counts as updated.
 */
final class Workloads {

    private static final String VERSION = "app.kubernetes.io/version";
    private static final String NAME = "app.kubernetes.io/name";

    /** Source: OpenTelemetry, "Specify resource attributes using Kubernetes annotations". */
    private static final String RESOURCE = "resource.opentelemetry.io/";

    private Workloads() {}

    /** Empty for what is no workload, and for one without a template. */
    static Optional<Rollout> rollout(HasMetadata object) {
        if (object instanceof Deployment deployment && deployment.getSpec() != null) {
            return rollout(object, deployment.getSpec().getTemplate(), revision(deployment), replicas(deployment));
        }
        if (object instanceof StatefulSet set && set.getSpec() != null) {
            return rollout(object, set.getSpec().getTemplate(), revision(set), replicas(set));
        }
        if (object instanceof DaemonSet set && set.getSpec() != null) {
            return rollout(object, set.getSpec().getTemplate(), generation(set), replicas(set));
        }
        return Optional.empty();
    }

    private static Optional<Rollout> rollout(
            HasMetadata workload, @Nullable PodTemplateSpec template, String revision, Replicas replicas) {
        if (template == null) {
            return Optional.empty();
        }
        ObjectMeta metadata = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        Map<String, String> labels = entries(metadata.getLabels());
        Map<String, String> annotations = entries(metadata.getAnnotations());
        String name = annotations.getOrDefault(
                RESOURCE + "service.name",
                labels.getOrDefault(NAME, workload.getMetadata().getName()));
        ServiceHint service = new ServiceHint(
                annotations.getOrDefault(RESOURCE + "deployment.environment.name", ""),
                annotations.getOrDefault(RESOURCE + "service.namespace", ""),
                name);
        String version = annotations.getOrDefault(
                RESOURCE + "service.version", labels.getOrDefault(VERSION, imageTag(template)));
        return Optional.of(new Rollout(revision, version, service, replicas));
    }

    private static String imageTag(PodTemplateSpec template) {
        List<Container> containers =
                template.getSpec() == null ? List.of() : template.getSpec().getContainers();
        return containers.size() == 1 && containers.get(0).getImage() != null
                ? ImageName.parse(containers.get(0).getImage()).tag()
                : "";
    }

    /** The controller of deployments keeps it as an annotation, which the allow list would have to name; the generation says as much. */
    private static String revision(Deployment deployment) {
        return generation(deployment);
    }

    private static String revision(StatefulSet set) {
        return set.getStatus() == null || set.getStatus().getUpdateRevision() == null
                ? ""
                : set.getStatus().getUpdateRevision();
    }

    private static String generation(HasMetadata workload) {
        Long generation = workload.getMetadata().getGeneration();
        return generation == null ? "" : generation.toString();
    }

    private static Replicas replicas(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
        return replicas(
                orOne(deployment.getSpec().getReplicas()),
                seen(deployment, status.getObservedGeneration()) ? number(status.getUpdatedReplicas()) : 0,
                number(status.getReadyReplicas()),
                number(status.getReplicas()));
    }

    private static Replicas replicas(StatefulSet set) {
        StatefulSetStatus status = set.getStatus() == null ? new StatefulSetStatus() : set.getStatus();
        return replicas(
                orOne(set.getSpec().getReplicas()),
                seen(set, status.getObservedGeneration()) ? number(status.getUpdatedReplicas()) : 0,
                number(status.getReadyReplicas()),
                number(status.getReplicas()));
    }

    private static Replicas replicas(DaemonSet set) {
        DaemonSetStatus status = set.getStatus() == null ? new DaemonSetStatus() : set.getStatus();
        return replicas(
                number(status.getDesiredNumberScheduled()),
                seen(set, status.getObservedGeneration()) ? number(status.getUpdatedNumberScheduled()) : 0,
                number(status.getNumberReady()),
                number(status.getCurrentNumberScheduled()));
    }

    private static Replicas replicas(int wanted, int updated, int ready, int all) {
        return new Replicas(wanted, updated, ready, Math.max(0, all - updated));
    }

    private static boolean seen(HasMetadata workload, @Nullable Long observed) {
        Long generation = workload.getMetadata().getGeneration();
        return generation == null || observed != null && observed >= generation;
    }

    private static int orOne(@Nullable Integer number) {
        return number == null ? 1 : number;
    }

    private static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static Map<String, String> entries(@Nullable Map<String, String> entries) {
        return entries == null ? Map.of() : entries;
    }
}
