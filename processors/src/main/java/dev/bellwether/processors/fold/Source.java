package dev.bellwether.processors.fold;

import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.AttributeValue;
import dev.bellwether.telemetry.otlp.ResourceView;
import java.util.stream.Stream;

/**
 * What a resource says of the service that its spans come from. Who runs the service is in the key, and Kubernetes never is: metadata may
 * come late, and a service must not have two keys. Its version, where the service does not name it, is what Kubernetes runs.
 */
record Source(ServiceKey service, String version) {

    /** The attributes of resources that identify a service and its version. */
    static final AttributeSelection ATTRIBUTES = AttributeSelection.of(
            "service.name",
            "service.namespace",
            "service.version",
            "deployment.environment.name",
            "deployment.environment",
            "k8s.pod.label.app.kubernetes.io/version",
            "container.image.tag");

    private static final int NAME = 0;
    private static final int NAMESPACE = 1;
    private static final int VERSION = 2;
    private static final int ENVIRONMENT = 3;
    private static final int ENVIRONMENT_OLD = 4;
    private static final int VERSION_LABEL = 5;
    private static final int IMAGE_TAG = 6;
    private static final int[] VERSIONS = {VERSION, VERSION_LABEL, IMAGE_TAG};

    static Source of(ResourceView resource, int maxNameLength) {
        AttributeValue environment = resource.attribute(ENVIRONMENT);
        String named = text(environment.isPresent() ? environment : resource.attribute(ENVIRONMENT_OLD), maxNameLength);
        return new Source(
                ServiceKey.of(
                        named,
                        text(resource.attribute(NAMESPACE), maxNameLength),
                        text(resource.attribute(NAME), maxNameLength)),
                Versions.normalise(text(version(resource), maxNameLength)));
    }

    /** Whether a name of it is longer than it may be, and {@link #of} cuts it. */
    static boolean isCut(ResourceView resource, int maxNameLength) {
        AttributeValue environment = resource.attribute(ENVIRONMENT);
        return Stream.of(
                        environment.isPresent() ? environment : resource.attribute(ENVIRONMENT_OLD),
                        resource.attribute(NAMESPACE),
                        resource.attribute(NAME),
                        version(resource))
                .anyMatch(value -> Names.isCut(value.text(), maxNameLength));
    }

    private static AttributeValue version(ResourceView resource) {
        for (int attribute : VERSIONS) {
            AttributeValue value = resource.attribute(attribute);
            if (!value.text().isEmpty()) {
                return value;
            }
        }
        return resource.attribute(VERSION);
    }

    private static String text(AttributeValue value, int maxLength) {
        return Names.bounded(value.text(), maxLength);
    }
}
