package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who controls an object.
 *
 * @param group API group of the kind, for example {@code apps}; empty for the core group, and where it is not known
 * @param kind as Kubernetes has it, for example {@code ReplicaSet}; may be of a kind that is not watched
 * @param name in the namespace of the object that is controlled
 */
public record Owner(String group, String kind, String name, String uid) {

    public Owner {
        requireNonNull(group, "group");
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(uid, "uid");
    }

    /** Which kind that is; empty where it is not watched. Others may call theirs the same, such as Volcano its {@code Job}. */
    public Optional<Kind> watchedKind() {
        return Kind.named(kind).filter(named -> group.isEmpty() || group.equals(named.group()));
    }
}
