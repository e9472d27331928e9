package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever sent a request, as their token tells.
 *
 * @param name the token's name, or the subject of a JWT
 * @param permissions what the token was given
 */
public record Caller(String name, Set<Permission> permissions) {

    private static final AttributeKey<Caller> OF_REQUEST = AttributeKey.valueOf(Caller.class, "OF_REQUEST");

    public Caller {
        requireNonNull(name, "name");
        permissions = Set.copyOf(permissions);
    }

    /** Whose token a request came with; empty where nobody was asked for one. */
    public static Optional<Caller> of(ServiceRequestContext context) {
        return Optional.ofNullable(context.attr(OF_REQUEST));
    }

    void sent(ServiceRequestContext context) {
        context.setAttr(OF_REQUEST, this);
    }

    public boolean may(Permission permission) {
        return permission == Permission.ANYBODY || permissions.contains(permission);
    }
}
