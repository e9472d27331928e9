package dev.bellwether.console.status;

/** How far a role has come. */
public enum RoleState {
    /** On its way; not ready yet. */
    STARTING,
    /** Does all that it should. */
    RUNNING,
    /** Works, but not as it should; the details say what is wrong. */
    DEGRADED,
    /** Has stopped, or cannot work. */
    FAILED
}
