package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

/**
 * Which object. Its text, {@code pod/<uid>}, is the key of the object's records.
 *
 * @param uid as Kubernetes gave it; no other object ever has it
 */
public record ObjectKey(Kind kind, String uid) {

    public ObjectKey {
        requireNonNull(kind, "kind");
        if (uid.isEmpty()) {
            throw new IllegalArgumentException("uid: empty (expected: the uid of a " + kind.word() + ")");
        }
    }

    @Override
    public String toString() {
        return kind.word() + "/" + uid;
    }
}
