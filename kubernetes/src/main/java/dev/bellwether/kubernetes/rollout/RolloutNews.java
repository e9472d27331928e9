package dev.bellwether.kubernetes.rollout;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.Rollout.Replicas;

/**
 * What happened to a workload's rollout.
 *
 * @param version that is rolled out, or, where it was rolled back, that was
 * @param previousVersion that it replaces; empty where that is not known. Where it was rolled back, the one that is back
 */
public record RolloutNews(Kind kind, String version, String previousVersion, Replicas replicas) {

    /** What happened. */
    public enum Kind {
        /** The workload has a template with another version. */
        STARTED,
        /** More, or fewer, of its replicas run the version, or are ready. */
        PROGRESSING,
        /** All of them run it, and are ready. */
        FINISHED,
        /** The workload has the version again that it had before. */
        ROLLED_BACK
    }

    public RolloutNews {
        requireNonNull(kind, "kind");
        requireNonNull(version, "version");
        requireNonNull(previousVersion, "previousVersion");
        requireNonNull(replicas, "replicas");
    }
}
