package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;

/** Takes requests of one kind. */
interface IntakeService extends HttpService {

    /** What it takes; where that differs from request to request, only its feed is of interest. */
    Content content();

    /** Says in the protocol's words that a request is refused. */
    HttpResponse answer(RequestHeaders headers, Outcome.Rejected refusal);
}
