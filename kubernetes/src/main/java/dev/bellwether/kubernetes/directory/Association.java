package dev.bellwether.kubernetes.directory;

/** What leads from a resource to a pod. */
public enum Association {
    /** {@code k8s.pod.uid}: right whenever it is known. */
    POD_UID,
    /** {@code k8s.pod.ip}, as of a time. */
    POD_IP,
    /** {@code k8s.namespace.name} and {@code k8s.pod.name}, as of a time: a stateful set gives a name again. */
    POD_NAME,
    /** Address of the connection that the telemetry came over, as of a time; wrong behind a proxy or a gateway. */
    CONNECTION
}
