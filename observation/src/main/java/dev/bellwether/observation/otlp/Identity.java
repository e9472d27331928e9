package dev.bellwether.observation.otlp;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.semconv.SchemaUrls;
import io.opentelemetry.semconv.ServiceAttributes;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which process it is that tells of itself.
 *
 * @param version of the program
 * @param roles what the process does
 * @param instance its own among all processes there ever are
 */
public record Identity(String version, Set<String> roles, UUID instance) {

    /** The service that every process of Bellwether belongs to, whatever its roles; {@code excluded-services} names it. */
    public static final String SERVICE = "bellwether";

    private static final AttributeKey<List<String>> ROLES = AttributeKey.stringArrayKey("bellwether.roles");

    public Identity {
        requireNonNull(version, "version");
        roles = Set.copyOf(roles);
        requireNonNull(instance, "instance");
    }

    /** A process that was just started. */
    public static Identity of(String version, Set<String> roles) {
        return new Identity(version, roles, UUID.randomUUID());
    }

    Resource resource() {
        Attributes attributes = Attributes.builder()
                .put(ServiceAttributes.SERVICE_NAME, SERVICE)
                .put(ServiceAttributes.SERVICE_VERSION, version)
                .put(ServiceAttributes.SERVICE_INSTANCE_ID, instance.toString())
                .put(ROLES, roles.stream().sorted().toList())
                .build();
        return Resource.getDefault().merge(Resource.create(attributes, SchemaUrls.V1_45_0));
    }
}
