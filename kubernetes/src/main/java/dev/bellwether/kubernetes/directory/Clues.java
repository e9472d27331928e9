package dev.bellwether.kubernetes.directory;

import static java.util.Objects.requireNonNull;

/**
 * What a resource, and the connection that it came over, say of the pod. Empty where nothing is said.
 *
 * @param podUid {@code k8s.pod.uid}
 * @param podIp {@code k8s.pod.ip}
 * @param namespace {@code k8s.namespace.name}
 * @param podName {@code k8s.pod.name}
 * @param connection address of the client, without port
 */
public record Clues(String podUid, String podIp, String namespace, String podName, String connection) {

    public static final Clues NONE = new Clues("", "", "", "", "");

    public Clues {
        requireNonNull(podUid, "podUid");
        requireNonNull(podIp, "podIp");
        requireNonNull(namespace, "namespace");
        requireNonNull(podName, "podName");
        requireNonNull(connection, "connection");
    }

    public Clues withPodUid(String uid) {
        return new Clues(uid, podIp, namespace, podName, connection);
    }

    public Clues withPodIp(String ip) {
        return new Clues(podUid, ip, namespace, podName, connection);
    }

    public Clues withPodName(String inNamespace, String name) {
        return new Clues(podUid, podIp, inNamespace, name, connection);
    }

    public Clues withConnection(String address) {
        return new Clues(podUid, podIp, namespace, podName, address);
    }
}
