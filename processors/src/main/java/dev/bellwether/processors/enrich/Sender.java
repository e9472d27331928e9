package dev.bellwether.processors.enrich;

import dev.bellwether.kubernetes.directory.Clues;
import dev.bellwether.kubernetes.directory.PodAttributes;
import dev.bellwether.kubernetes.directory.Resolution;
import dev.bellwether.kubernetes.directory.Resolution.Reason;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import dev.bellwether.kubernetes.directory.Resolution.Unresolved;
import dev.bellwether.telemetry.otlp.AddedAttributes;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.ResourceView;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One resource that came over one connection: what it says of its pod, read once, and what was added to it last, encoded once.
 *
 * @param clues what leads to the pod
 * @param containerId {@code container.id}; empty where it is not told
 * @param containerName {@code k8s.container.name}; empty where it is not told
 * @param pod what was found last; null before that
 * @param ofPod attributes of it
 */
record Sender(
        Clues clues,
        String containerId,
        String containerName,
        @Nullable Resolved pod,
        AddedAttributes ofPod) {

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

    private static final long OVERHEAD_BYTES = 512;
    private static final long BYTES_OF_A_CHARACTER = 2;

    /**
     * What a sender is known by.
     *
     * @param resource bytes of the resource
     * @param connection address that it came from
     */
    record Key(ByteSlice resource, String connection) {}

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
                resource.attribute(CONTAINER_NAME).text(),
                null,
                AddedAttributes.NONE);
    }

    /** What its resource gets, where that was found which it has been given {@linkplain #with with}. */
    AddedAttributes additions(Resolution found) {
        return found instanceof Unresolved unresolved
                ? WHY.getOrDefault(unresolved.reason(), AddedAttributes.NONE)
                : ofPod;
    }

    /** The same sender, with what was found now; itself where that is nothing new. */
    Sender with(Resolution found) {
        return found instanceof Resolved resolved && !resolved.equals(pod)
                ? new Sender(
                        clues,
                        containerId,
                        containerName,
                        resolved,
                        AddedAttributes.of(PodAttributes.of(resolved, containerId, containerName)))
                : this;
    }

    /** Memory that it takes, about; the labels of its pod are counted twice, once as what is added. */
    long bytes(Key key) {
        int texts = clues.podUid().length()
                + clues.podIp().length()
                + clues.namespace().length()
                + clues.podName().length()
                + clues.connection().length()
                + containerId.length()
                + containerName.length();
        return OVERHEAD_BYTES + key.resource().length() + BYTES_OF_A_CHARACTER * texts + 2L * ofPod.length();
    }

    private static Map<Reason, AddedAttributes> why() {
        Map<Reason, AddedAttributes> why = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            why.put(reason, AddedAttributes.of(Map.of(UNRESOLVED, reason.name().toLowerCase(Locale.ROOT))));
        }
        return why;
    }
}
