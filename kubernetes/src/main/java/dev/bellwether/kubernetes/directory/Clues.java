package dev.bellwether.kubernetes.directory;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.ClusterObject;

/**
 * What a resource, and the connection that it came over, say of the pod. Empty where nothing is said. Addresses are in one spelling,
 * whatever spelling they are given in.
 *
 * @param podUid {@code k8s.pod.uid}
 * @param podIp {@code k8s.pod.ip}
 * @param namespace {@code k8s.namespace.name}
 * @param podName {@code k8s.pod.name}
 * @param connection address of the client, without port
 */
public record Clues(String podUid, String podIp, String namespace, String podName, String connection) {

    /** Of the longest names that Kubernetes gives, subdomains. */
    private static final int MAX_LENGTH = 253;

    public static final Clues NONE = new Clues("", "", "", "", "");

    public Clues {
        requireNonNull(podUid, "podUid");
        podIp = Addresses.canonical(podIp);
        requireNonNull(namespace, "namespace");
        requireNonNull(podName, "podName");
        connection = Addresses.canonical(connection);
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

    /** Whether there can be a pod that has them: whoever sends telemetry may write anything into it. */
    boolean arePossible() {
        return podUid.length() <= MAX_LENGTH
                && podIp.length() <= MAX_LENGTH
                && namespace.length() <= MAX_LENGTH
                && podName.length() <= MAX_LENGTH
                && connection.length() <= MAX_LENGTH;
    }

    /** Whether the resource says of its pod what is not true of this one. */
    boolean contradict(ClusterObject pod) {
        return differ(podUid, pod.key().uid()) || differ(namespace, pod.namespace()) || differ(podName, pod.name());
    }

    private static boolean differ(String said, String is) {
        return !said.isEmpty() && !said.equals(is);
    }
}
