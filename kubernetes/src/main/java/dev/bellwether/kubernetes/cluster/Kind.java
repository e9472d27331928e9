package dev.bellwether.kubernetes.cluster;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of objects that are watched. */
public enum Kind {
    POD("pod"),
    REPLICA_SET("replicaset"),
    DEPLOYMENT("deployment"),
    STATEFUL_SET("statefulset"),
    DAEMON_SET("daemonset"),
    JOB("job"),
    NAMESPACE("namespace"),
    NODE("node");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The kind with this word, in upper or lower case: {@code ReplicaSet} as Kubernetes writes it, or {@code replicaset}. */
    public static Optional<Kind> named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** In lower case, for example {@code replicaset}. */
    public String word() {
        return word;
    }
}
