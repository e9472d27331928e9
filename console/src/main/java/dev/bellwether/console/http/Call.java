package dev.bellwether.console.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request to a route.
 *
 * @param context Armeria's
 * @param query its query parameters
 * @param request its headers and body
 * @param over completes when it was answered, or when nobody waits for the answer any more
 */
record Call(
        ServiceRequestContext context,
        Query query,
        AggregatedHttpRequest request,
        CompletableFuture<@Nullable Void> over) {

    /** A parameter of the path, without escapes. */
    String path(String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }
}
