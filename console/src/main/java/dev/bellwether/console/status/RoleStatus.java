package dev.bellwether.console.status;

import java.util.Map;

/**
 * A role of this process, as it stands at the moment of asking: ingest, a Streams application, the broker, the topics. Asked
 * for every question to {@code /readyz} and {@code /v1/status}, by many threads; answers at once.
 */
public interface RoleStatus {

    /** For example {@code ingest}; the same at each call. */
    String name();

    RoleState state();

    /** What a person wants to know of it, in the order to be shown: addresses, tasks, what is wrong. May be empty. */
    Map<String, String> details();
}
