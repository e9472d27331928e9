package dev.bellwether.kubernetes.directory;

import static java.util.Objects.requireNonNull;

/**
 * The name of an image as a pod's specification has it, without its digest.
 *
 * @param name for example {@code registry:5000/shop/cart}
 * @param tag for example {@code 1.4.2}; empty where there is none
 */
public record ImageName(String name, String tag) {

    public ImageName {
        requireNonNull(name, "name");
        requireNonNull(tag, "tag");
    }

    /** For example {@code registry:5000/shop/cart:1.4.2@sha256:…}. */
    public static ImageName parse(String image) {
        int digest = image.indexOf('@');
        String named = digest < 0 ? image : image.substring(0, digest);
        int colon = named.lastIndexOf(':');
        // the tag stands behind the last slash; a colon before that belongs to a port
        return colon > named.lastIndexOf('/')
                ? new ImageName(named.substring(0, colon), named.substring(colon + 1))
                : new ImageName(named, "");
    }
}
