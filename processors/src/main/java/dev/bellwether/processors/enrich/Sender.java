package dev.bellwether.processors.enrich;

import dev.bellwether.kubernetes.directory.Clues;
import dev.bellwether.kubernetes.directory.PodAttributes;
import dev.bellwether.kubernetes.directory.Resolution;
import dev.bellwether.kubernetes.directory.Resolution.Reason;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import dev.bellwether.kubernetes.directory.Resolution.Unresolved;
import dev.bellwether.telemetry.otlp.AddedAttributes;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.ResourceView;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One resource that came over one connection: what it says of its pod, read once, and what was added to it last, encoded once. Mutable;
 * owned by the {@link Enricher} that made it.
 */
final class Sender {

    /** The attribute that says why a resource has no others of a pod. */
    static final String UNRESOLVED = "bellwether.kubernetes.unresolved";

    /** The attributes of a resource that lead to its pod, and to the container in it. */
    static final AttributeSelection ATTRIBUTES = AttributeSelection.of(
            "k8s.pod.uid", "k8s.pod.ip", "k8s.namespace.name", "k8s.pod.name", "container.id", "k8s.container.name");

    private static final int POD_UID = 0;
    private static final int POD_IP = 1;
    private static final int NAMESPACE = 2;
    private static final int POD_NAME = 3;
    private static final int CONTAINER_ID = 4;
    private static final int CONTAINER_NAME = 5;

    private static final Map<Reason, AddedAttributes> WHY = why();

    private final Clues clues;
    private final String containerId;
    private final String containerName;
    private @Nullable Resolved last;
    private AddedAttributes lastAdded = AddedAttributes.NONE;

    private Sender(Clues clues, String containerId, String containerName) {
        this.clues = clues;
        this.containerId = containerId;
        this.containerName = containerName;
    }

    static Sender of(ResourceView resource, String connection) {
        Clues clues = new Clues(
                resource.attribute(POD_UID).text(),
                resource.attribute(POD_IP).text(),
                resource.attribute(NAMESPACE).text(),
                resource.attribute(POD_NAME).text(),
                connection);
        return new Sender(
                clues,
                resource.attribute(CONTAINER_ID).text(),
                resource.attribute(CONTAINER_NAME).text());
    }

    Clues clues() {
        return clues;
    }

    /** What its resource gets. */
    AddedAttributes additions(Resolution found) {
        if (found instanceof Unresolved unresolved) {
            return WHY.getOrDefault(unresolved.reason(), AddedAttributes.NONE);
        }
        if (found instanceof Resolved resolved && !resolved.equals(last)) {
            last = resolved;
            lastAdded = AddedAttributes.of(PodAttributes.of(resolved, containerId, containerName));
        }
        return lastAdded;
    }

    private static Map<Reason, AddedAttributes> why() {
        Map<Reason, AddedAttributes> why = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            why.put(reason, AddedAttributes.of(Map.of(UNRESOLVED, reason.name().toLowerCase(Locale.ROOT))));
        }
        return why;
    }
}
