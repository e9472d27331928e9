package dev.bellwether.kubernetes.directory;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Container;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as attributes of a resource: those that the Collector's k8sattributes processor adds by default, the image of the container,
 * and all labels and annotations that are kept. Source: its README, and the semantic conventions for {@code k8s} and {@code container}.
 */
public final class PodAttributes {

    private PodAttributes() {}

    /**
     * Names and values; what is not known is left out.
     *
     * @param containerId {@code container.id} of the resource, or empty
     * @param containerName {@code k8s.container.name} of the resource, or empty; without both the image is told only where the pod has
     *     one container
     */
    public static Map<String, String> of(Resolved resolved, String containerId, String containerName) {
        ClusterObject pod = resolved.pod();
        Map<String, String> attributes = new LinkedHashMap<>();
        put(attributes, "k8s.namespace.name", pod.namespace());
        put(attributes, "k8s.pod.name", pod.name());
        put(attributes, "k8s.pod.uid", pod.key().uid());
        put(attributes, "k8s.pod.start_time", pod.life().start().toString());
        put(attributes, "k8s.deployment.name", resolved.ownerName("Deployment").orElse(""));
        put(attributes, "k8s.node.name", pod.placement().node());
        container(pod.containers(), containerId, containerName)
                .map(container -> ImageName.parse(container.image()))
                .ifPresent(image -> {
                    put(attributes, "container.image.name", image.name());
                    put(attributes, "container.image.tag", image.tag());
                });
        pod.labels().forEach((key, value) -> attributes.put("k8s.pod.label." + key, value));
        pod.annotations().forEach((key, value) -> attributes.put("k8s.pod.annotation." + key, value));
        return attributes;
    }

    private static Optional<Container> container(List<Container> containers, String id, String name) {
        if (id.isEmpty() && name.isEmpty()) {
            return containers.size() == 1 ? Optional.of(containers.get(0)) : Optional.empty();
        }
        return containers.stream()
                .filter(container -> id.isEmpty()
                        ? container.name().equals(name)
                        : container.id().equals(id))
                .findFirst();
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, value);
        }
    }
}
