package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.access.Refusal;
import dev.bellwether.edge.access.RefusalAnswer;

/** Says in OTLP's words that a request is not let through, and counts it as received and rejected. */
final class OtlpRefusals implements RefusalAnswer {

    private final Intake intake;

    OtlpRefusals(Intake intake) {
        this.intake = intake;
    }

    @Override
    public HttpResponse answer(ServiceRequestContext context, HttpRequest request, Refusal refusal) {
        RejectReason reason = reason(refusal);
        OtlpService asked = context.config().service().as(OtlpService.class);
        Outcome.Rejected outcome = asked == null
                ? new Outcome.Rejected(reason, refusal.message())
                : intake.refuse(asked.signal(), reason, refusal.message());
        return OtlpGrpcService.isGrpc(request.headers())
                ? GrpcAnswers.status(outcome, intake.config().retryAfter())
                : HttpFormat.ofAnswer(request.headers())
                        .answer(outcome, intake.config().retryAfter());
    }

    private static RejectReason reason(Refusal refusal) {
        return switch (refusal.reason()) {
            case MISSING, INVALID -> RejectReason.UNAUTHENTICATED;
            case FORBIDDEN, UNSTATED -> RejectReason.FORBIDDEN;
            case UNDECIDED -> RejectReason.UNDECIDED;
            case TOO_MANY_HEADERS -> RejectReason.TOO_MANY_HEADERS;
        };
    }
}
