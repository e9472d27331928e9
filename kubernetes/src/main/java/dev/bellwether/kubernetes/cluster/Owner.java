package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

/**
 * Who controls an object.
 *
 * @param kind as Kubernetes has it, for example {@code ReplicaSet}; may be of a kind that is not watched
 * @param name in the namespace of the object that is controlled
 */
public record Owner(String kind, String name, String uid) {

    public Owner {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(uid, "uid");
    }
}
