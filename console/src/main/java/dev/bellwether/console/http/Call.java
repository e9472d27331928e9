package dev.bellwether.console.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;

/**
 * One request to a route.
 *
 * @param context Armeria's
 * @param query its query parameters
 * @param request its headers and body
 */
record Call(ServiceRequestContext context, Query query, AggregatedHttpRequest request) {

    /** A parameter of the path, without escapes. */
    String path(String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }
}
