package dev.bellwether.testing;

import io.opentelemetry.proto.resource.v1.Resource;

/** What sends the telemetry. */
public final class ResourceBuilder {

    private final Resource.Builder resource = Resource.newBuilder();

    ResourceBuilder() {}

    /** {@code service.name}. */
    public ResourceBuilder service(String name) {
        return attribute("service.name", name);
    }

    /** {@code service.version}. */
    public ResourceBuilder version(String version) {
        return attribute("service.version", version);
    }

    /** {@code service.namespace}. */
    public ResourceBuilder namespace(String namespace) {
        return attribute("service.namespace", namespace);
    }

    /** {@code deployment.environment.name}. */
    public ResourceBuilder environment(String environment) {
        return attribute("deployment.environment.name", environment);
    }

    /** {@code service.instance.id}. */
    public ResourceBuilder instance(String id) {
        return attribute("service.instance.id", id);
    }

    /** Any attribute: String, Boolean, Integer, Long, Double, byte[], List of these, or AnyValue. */
    public ResourceBuilder attribute(String key, Object value) {
        resource.addAttributes(Attributes.attribute(key, value));
        return this;
    }

    Resource build() {
        return resource.build();
    }
}
