package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a pod runs.
 *
 * @param node name of the node; empty until the pod was given to one
 * @param addresses IP addresses, without those of before; later pods may have the same
 * @param hostNetwork whether the addresses are the node's, and so those of other pods too
 */
public record Placement(String node, List<String> addresses, boolean hostNetwork) {

    /** Of what is no pod. */
    public static final Placement NONE = new Placement("", List.of(), false);

    public Placement {
        requireNonNull(node, "node");
        addresses = List.copyOf(addresses);
    }
}
