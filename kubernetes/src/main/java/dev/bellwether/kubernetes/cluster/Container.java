package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

/**
 * A container of a pod.
 *
 * @param image as the pod's specification names it
 * @param imageId what that was resolved to, with its digest; empty until the container runs
 * @param id of the running container, without the name of the runtime in front; empty until it runs
 */
public record Container(String name, String image, String imageId, String id) {

    public Container {
        requireNonNull(name, "name");
        requireNonNull(image, "image");
        requireNonNull(imageId, "imageId");
        requireNonNull(id, "id");
    }
}
