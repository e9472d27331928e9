package dev.bellwether.console.view;

import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;
import org.jspecify.annotations.Nullable;

/**
 * Which services a question is about; a part that is null admits all.
 *
 * @param name of the service
 * @param environment of the service
 * @param namespace of the service
 * @param version with or without a leading {@code v}
 */
public record ServiceFilter(
        @Nullable String name,
        @Nullable String environment,
        @Nullable String namespace,
        @Nullable String version) {

    /** Admits everything. */
    public static final ServiceFilter ALL = new ServiceFilter(null, null, null, null);

    public boolean admits(ServiceVersion subject) {
        return admits(subject.service())
                && (version == null || subject.version().equals(Versions.normalise(version)));
    }

    /** Whether the service is admitted, whatever its version. */
    public boolean admits(ServiceKey service) {
        return admits(name, service.name())
                && admits(environment, service.environment())
                && admits(namespace, service.namespace());
    }

    private static boolean admits(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }
}
