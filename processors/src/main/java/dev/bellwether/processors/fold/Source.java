package dev.bellwether.processors.fold;

import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.AttributeValue;
import dev.bellwether.telemetry.otlp.ResourceView;

/** What a resource says of the service that its spans come from. */
record Source(ServiceKey service, String version) {

    /** The attributes of resources that identify a service and its version. */
    static final AttributeSelection ATTRIBUTES = AttributeSelection.of(
            "service.name",
            "service.namespace",
            "service.version",
            "deployment.environment.name",
            "deployment.environment");

    private static final int NAME = 0;
    private static final int NAMESPACE = 1;
    private static final int VERSION = 2;
    private static final int ENVIRONMENT = 3;
    private static final int ENVIRONMENT_OLD = 4;

    static Source of(ResourceView resource, int maxNameLength) {
        AttributeValue environment = resource.attribute(ENVIRONMENT);
        String named = text(environment.isPresent() ? environment : resource.attribute(ENVIRONMENT_OLD), maxNameLength);
        return new Source(
                ServiceKey.of(
                        named,
                        text(resource.attribute(NAMESPACE), maxNameLength),
                        text(resource.attribute(NAME), maxNameLength)),
                Versions.normalise(text(resource.attribute(VERSION), maxNameLength)));
    }

    private static String text(AttributeValue value, int maxLength) {
        return Names.bounded(value.text(), maxLength);
    }
}
