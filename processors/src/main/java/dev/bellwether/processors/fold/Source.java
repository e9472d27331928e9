package dev.bellwether.processors.fold;

import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.AttributeValue;
import dev.bellwether.telemetry.otlp.ResourceView;

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

    /** A source, and whether a name of it was longer than names may be, and was cut. */
    record Read(Source source, boolean cut) {}

    /** @param resource read with {@link #ATTRIBUTES} */
    static Read of(ResourceView resource, int maxNameLength) {
        AttributeValue environment = resource.attribute(ENVIRONMENT);
        String[] names = {
            (environment.isPresent() ? environment : resource.attribute(ENVIRONMENT_OLD)).text(),
            resource.attribute(NAMESPACE).text(),
            resource.attribute(NAME).text(),
            version(resource).text()
        };
        boolean cut = false;
        for (int i = 0; i < names.length; i++) {
            cut |= Names.isCut(names[i], maxNameLength);
            names[i] = Names.bounded(names[i], maxNameLength);
        }
        return new Read(new Source(ServiceKey.of(names[0], names[1], names[2]), Versions.normalise(names[3])), cut);
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
}
