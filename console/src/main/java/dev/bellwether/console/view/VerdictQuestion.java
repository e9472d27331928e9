package dev.bellwether.console.view;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a gate asks: how does this version of this service do?
 *
 * @param service name of the service
 * @param environment of the service; null where the name is thought to be enough
 * @param namespace of the service; null where the name is thought to be enough
 * @param version with or without a leading {@code v}
 * @param step number of the step that the gate stands at, from 1; 0 for the deployment as a whole
 */
public record VerdictQuestion(
        String service,
        @Nullable String environment,
        @Nullable String namespace,
        String version,
        int step) {

    public VerdictQuestion {
        requireNonNull(service, "service");
        requireNonNull(version, "version");
        if (step < 0) {
            throw new IllegalArgumentException("step: " + step + " (expected: 0 or more)");
        }
    }
}
