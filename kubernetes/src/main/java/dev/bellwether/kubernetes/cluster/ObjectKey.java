package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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

    /** The key that this text is of; empty where it is of none, or of a kind that a later version has added. */
    public static Optional<ObjectKey> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || slash == text.length() - 1) {
            return Optional.empty();
        }
        return Kind.named(text.substring(0, slash)).map(kind -> new ObjectKey(kind, text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return kind.word() + "/" + uid;
    }
}
