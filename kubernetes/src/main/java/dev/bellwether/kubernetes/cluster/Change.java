package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What is to be said of an object.
 *
 * @param object as it is now; null where it is to be forgotten
 */
public record Change(ObjectKey key, @Nullable ClusterObject object) {

    public Change {
        requireNonNull(key, "key");
    }

    static Change to(ClusterObject object) {
        return new Change(object.key(), object);
    }

    static Change forget(ObjectKey key) {
        return new Change(key, null);
    }
}
