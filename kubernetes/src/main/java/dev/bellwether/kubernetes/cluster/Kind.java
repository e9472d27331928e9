package dev.bellwether.kubernetes.cluster;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of objects that are watched. */
public enum Kind {
    POD("", "pod"),
    REPLICA_SET("apps", "replicaset"),
    DEPLOYMENT("apps", "deployment"),
    STATEFUL_SET("apps", "statefulset"),
    DAEMON_SET("apps", "daemonset"),
    JOB("batch", "job"),
    NAMESPACE("", "namespace"),
    NODE("", "node");

    private final String group;
    private final String word;

    Kind(String group, String word) {
        this.group = group;
        this.word = word;
    }

    /** The kind with this word, in upper or lower case: {@code ReplicaSet} as Kubernetes writes it, or {@code replicaset}. */
    public static Optional<Kind> named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** API group, without its version; empty for the core group. */
    public String group() {
        return group;
    }

    /** Whether objects of the kind are rolled out. */
    public boolean isWorkload() {
        return this == DEPLOYMENT || this == STATEFUL_SET || this == DAEMON_SET;
    }

    /** In lower case, for example {@code replicaset}. */
    public String word() {
        return word;
    }
}
