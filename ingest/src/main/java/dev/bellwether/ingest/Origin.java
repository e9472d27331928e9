package dev.bellwether.ingest;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.trace.RequestSpan;

/**
 * Where a request comes from.
 *
 * @param clientAddress of the connection, without the port
 * @param span of the request
 */
record Origin(String clientAddress, RequestSpan span) {

    /** Nobody asks: nothing is kept of the request. */
    static final Origin UNTOLD = new Origin("", RequestSpan.NONE);

    static Origin of(ServiceRequestContext context) {
        return new Origin(context.remoteAddress().getAddress().getHostAddress(), RequestSpan.of(context));
    }
}
