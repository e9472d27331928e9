package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Whoever sent a request, as their token tells.
 *
 * @param name the token's name, or the subject of a JWT
 * @param permissions what the token was given
 */
public record Caller(String name, Set<Permission> permissions) {

    public Caller {
        requireNonNull(name, "name");
        permissions = Set.copyOf(permissions);
    }

    public boolean may(Permission permission) {
        return permission == Permission.ANYBODY || permissions.contains(permission);
    }
}
