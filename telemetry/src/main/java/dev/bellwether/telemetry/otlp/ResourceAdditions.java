package dev.bellwether.telemetry.otlp;

/** Says what is to be added to a resource. */
@FunctionalInterface
public interface ResourceAdditions {

    /**
     * Attributes to add; those whose key the resource has already are left out.
     *
     * @param resource as it came; holds only until this returns
     */
    AddedAttributes to(ResourceView resource);
}
