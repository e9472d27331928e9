package dev.bellwether.console.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseCompleteException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.access.Refusal;
import dev.bellwether.edge.access.RefusalAnswer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that goes wrong, in one shape. */
public final class Errors implements ServerErrorHandler, RefusalAnswer {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    @Override
    public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        return problem(context, cause).response();
    }

    @Override
    public HttpResponse answer(ServiceRequestContext context, HttpRequest request, Refusal refusal) {
        return HttpProblem.of(refusal.reason().status(), refusal.message(), whatToDo(refusal))
                .response();
    }

    private static @Nullable String whatToDo(Refusal refusal) {
        return switch (refusal.reason()) {
            case MISSING, INVALID -> "bellwether commands take a token from BELLWETHER_TOKEN or --token-file";
            case FORBIDDEN -> "ask whoever runs the server for a token with that permission";
            case UNSTATED, UNDECIDED, TOO_MANY_HEADERS -> null;
        };
    }

    static HttpProblem problem(ServiceRequestContext context, Throwable thrown) {
        Throwable cause = Exceptions.peel(thrown);
        boolean tooLarge = cause instanceof ContentTooLargeException
                || cause instanceof HttpStatusException status
                        && status.httpStatus().equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
        return tooLarge
                ? tooLarge(context.maxRequestLength())
                : problem(context.method() + " " + context.path(), cause);
    }

    static HttpProblem problem(String what, Throwable thrown) {
        Throwable cause = Exceptions.peel(thrown);
        if (cause instanceof HttpProblem problem) {
            return problem;
        } else if (cause instanceof HttpStatusException status) {
            return ofStatus(status.httpStatus(), what);
        } else if (cause instanceof RequestTimeoutException) {
            return HttpProblem.of(HttpStatus.SERVICE_UNAVAILABLE, what + " took too long", "ask again");
        }
        if (cause instanceof ResponseCompleteException
                || cause instanceof CancellationException
                || Exceptions.isExpected(cause)) {
            log.debug("{}: nobody waits for the answer any more", what, cause);
        } else {
            log.error("{} failed", what, cause);
        }
        return HttpProblem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "this is a fault of the server, not of the request",
                "the server's log says more");
    }

    private static HttpProblem ofStatus(HttpStatus status, String what) {
        return switch (status.code()) {
            case 404 -> HttpProblem.of(status, "no route: " + what, "the routes stand in the console's README");
            case 405 -> HttpProblem.of(status, "not with this method: " + what, null);
            default -> HttpProblem.of(status, status.reasonPhrase() + ": " + what, null);
        };
    }

    private static HttpProblem tooLarge(long limit) {
        return HttpProblem.withProblems(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                List.of("the body is too large (expected: at most " + limit + " bytes)"),
                null);
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return aggregated(HttpProblem.of(status, description == null ? status.reasonPhrase() : description, null));
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return aggregated(
                status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
                        ? tooLarge(config.maxRequestLength())
                        : ofStatus(status, headers == null ? "" : headers.method() + " " + headers.path()));
    }

    private static AggregatedHttpResponse aggregated(HttpProblem problem) {
        return problem.response().aggregate().join();
    }
}
