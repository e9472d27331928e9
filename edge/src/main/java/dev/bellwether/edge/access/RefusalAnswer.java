package dev.bellwether.edge.access;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Says in a listener's own form that a request is not let through. */
@FunctionalInterface
public interface RefusalAnswer {

    /**
     * @param context {@code context.config().service()} is what was asked
     * @return an answer with the status of the refusal's reason, or what stands for it; the challenge is added to it
     */
    HttpResponse answer(ServiceRequestContext context, HttpRequest request, Refusal refusal);
}
