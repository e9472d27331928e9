package dev.bellwether.schemas;

/** Names in facts that nobody's telemetry gave. */
public final class FactNames {

    /** The operation, version or log template under which everything past a limit is counted. */
    public static final String OTHER = "~other";

    private FactNames() {}
}
