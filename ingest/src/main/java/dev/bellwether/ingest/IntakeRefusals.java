package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.access.Refusal;
import dev.bellwether.edge.access.RefusalAnswer;

/** Says in the protocol's words that a request is not let through, and counts it as received and rejected. */
final class IntakeRefusals implements RefusalAnswer {

    private final Intake intake;

    IntakeRefusals(Intake intake) {
        this.intake = intake;
    }

    @Override
    public HttpResponse answer(ServiceRequestContext context, HttpRequest request, Refusal refusal) {
        RejectReason reason = reason(refusal);
        IntakeService asked = context.config().service().as(IntakeService.class);
        if (asked != null) {
            return asked.answer(request.headers(), intake.refuse(asked.content(), reason, refusal.message()));
        }
        Outcome.Rejected outcome = new Outcome.Rejected(reason, refusal.message());
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
