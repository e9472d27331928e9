package dev.bellwether.ingest;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.access.Caller;
import dev.bellwether.edge.trace.RequestSpan;

/**
 * Where a request comes from.
 *
 * @param clientAddress of the connection, without the port
 * @param client who is counted as one client: the owner of the token, and where there is none the address
 * @param span of the request
 */
record Origin(String clientAddress, String client, RequestSpan span) {

    /** Nobody asks: nothing is kept of the request. */
    static final Origin UNTOLD = new Origin("", "", RequestSpan.NONE);

    static Origin of(ServiceRequestContext context) {
        String address = context.remoteAddress().getAddress().getHostAddress();
        String client =
                Caller.of(context).map(caller -> "token " + caller.name()).orElse("address " + address);
        return new Origin(address, client, RequestSpan.of(context));
    }
}
