package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;

/**
 * A service with the permission that its route asks for. {@link Gate} lets nobody through to a service that states none, so that a
 * route that is added in whatever way is closed until somebody decides.
 */
public final class Guarded extends SimpleDecoratingHttpService {

    private final Permission permission;

    private Guarded(Permission permission, HttpService service) {
        super(service);
        this.permission = requireNonNull(permission, "permission");
    }

    public static HttpService by(Permission permission, HttpService service) {
        return new Guarded(permission, service);
    }

    public Permission permission() {
        return permission;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        return unwrap().serve(context, request);
    }
}
