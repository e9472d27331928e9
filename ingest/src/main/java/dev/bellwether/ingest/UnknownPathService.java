package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Everything that has no path of its own. Who mixed up the two ports is told so. */
final class UnknownPathService implements HttpService {

    private final Intake intake;
    private final String here;

    /** @param here what this port speaks */
    UnknownPathService(Intake intake, String here) {
        this.intake = intake;
        this.here = here;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        Outcome.Rejected unknown = intake.refuseUnknown("nothing at " + headers.path() + "; this port speaks " + here);
        return OtlpGrpcService.isGrpc(headers)
                ? GrpcAnswers.status(unknown, intake.config().retryAfter())
                : HttpFormat.ofAnswer(headers).answer(unknown, intake.config().retryAfter());
    }
}
