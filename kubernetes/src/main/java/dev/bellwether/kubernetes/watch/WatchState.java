package dev.bellwether.kubernetes.watch;

/** How far the watch of a cluster has come. */
public enum WatchState {
    /** Reads what is on the topic, or the first list of a kind. */
    STARTING,
    /** Sees every change. */
    WATCHING,
    /** Does not see all of the cluster, or cannot write what it sees. */
    TROUBLED
}
