package dev.bellwether.console.view;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;

/**
 * One version of one service.
 *
 * @param service whose version it is
 * @param version as facts carry it, without a leading {@code v}; empty where the telemetry names none
 */
public record ServiceVersion(ServiceKey service, String version) {

    public ServiceVersion {
        requireNonNull(service, "service");
        version = Versions.normalise(version);
    }

    static ServiceVersion of(DeploymentEvent event) {
        return new ServiceVersion(ServiceKey.from(event), event.getVersion());
    }
}
