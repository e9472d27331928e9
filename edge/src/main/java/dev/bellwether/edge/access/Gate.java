package dev.bellwether.edge.access;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.auth.AuthService;
import com.linecorp.armeria.server.auth.Authorizer;
import dev.bellwether.edge.access.Refusal.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of every service of a listener, and decides before the body is read: who sends this, and may they? Each request is
 * counted once, as admitted or with the reason of its refusal.
 */
public final class Gate implements Authorizer<HttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final String BEARER = "Bearer ";

    private final Rules rules;
    private final RefusalAnswer answer;
    private final GateCounters counters;

    /**
     * Whom to let through.
     *
     * @param tokens null where everybody may do everything
     * @param withoutCertificate who may come without a client certificate though the listener wants one; null where it wants none, or
     *     sees to it itself
     * @param maxHeaders requests with more are refused
     */
    public record Rules(@Nullable Tokens tokens, @Nullable Tokens withoutCertificate, int maxHeaders) {}

    /**
     * @param listener the value of the metrics' tag {@code listener}
     * @param answer how refusals are said
     */
    public Gate(String listener, Rules rules, RefusalAnswer answer, MeterRegistry meters) {
        this.rules = rules;
        this.answer = answer;
        this.counters = new GateCounters(listener, meters);
    }

    /** For {@code ServerBuilder.decorator}. */
    public Function<? super HttpService, AuthService> decorator() {
        return AuthService.builder()
                .add(this)
                .onSuccess((delegate, context, request) -> {
                    counters.admitted();
                    return delegate.serve(context, request);
                })
                .onFailure((delegate, context, request, cause) -> refused(context, request, cause))
                .newDecorator();
    }

    @Override
    public CompletionStage<Boolean> authorize(ServiceRequestContext context, HttpRequest request) {
        Guarded guarded = context.config().service().as(Guarded.class);
        if (guarded == null && isFallback(context)) {
            return CompletableFuture.completedFuture(true); // no route of anybody: 404 or 405
        }
        if (guarded == null) {
            log.error(
                    "{} {} states no permission: nobody is let through",
                    context.method(),
                    context.config().route());
            return refusal(Reason.UNSTATED, "this route is not open to anybody");
        }
        if (request.headers().size() > rules.maxHeaders()) {
            return refusal(Reason.TOO_MANY_HEADERS, "more than " + rules.maxHeaders() + " headers");
        }
        String token = token(request);
        Tokens withoutCertificate = rules.withoutCertificate();
        if (withoutCertificate == null || showsCertificate(context)) {
            return permitted(context, token, guarded.permission());
        }
        return withoutCertificate
                .caller(token)
                .exceptionallyCompose(stranger -> refusal(Reason.MISSING, "no client certificate"))
                .thenCompose(known -> permitted(context, token, guarded.permission()));
    }

    private CompletionStage<Boolean> permitted(ServiceRequestContext context, String token, Permission permission) {
        Tokens tokens = rules.tokens();
        if (tokens == null || permission == Permission.ANYBODY) {
            return CompletableFuture.completedFuture(true);
        }
        if (token.isEmpty()) {
            return refusal(
                    Reason.MISSING,
                    "no token: send the header Authorization: Bearer, with a token that may " + permission.word());
        }
        return tokens.caller(token).thenCompose(caller -> {
            caller.sent(context);
            return decide(caller, permission);
        });
    }

    private static CompletionStage<Boolean> decide(Caller caller, Permission permission) {
        return caller.may(permission)
                ? CompletableFuture.completedFuture(true)
                : refusal(Reason.FORBIDDEN, "the token does not have the permission " + permission.word());
    }

    private HttpResponse refused(ServiceRequestContext context, HttpRequest request, @Nullable Throwable cause) {
        if (!(cause instanceof RefusedException refused)) {
            log.error("Defect while deciding about a request", cause);
            return HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR);
        }
        Refusal refusal = refused.refusal();
        counters.refused(refusal.reason());
        HttpResponse said = answer.answer(context, request, refusal);
        Guarded guarded = context.config().service().as(Guarded.class);
        int status = refusal.reason().status().code();
        if (guarded == null || (status != HttpStatus.UNAUTHORIZED.code() && status != HttpStatus.FORBIDDEN.code())) {
            return said;
        }
        String challenge = refusal.challenge(guarded.permission());
        return said.mapHeaders(headers -> headers.toBuilder()
                .set(HttpHeaderNames.WWW_AUTHENTICATE, challenge)
                .build());
    }

    private static boolean isFallback(ServiceRequestContext context) {
        return !context.config().server().serviceConfigs().contains(context.config());
    }

    private static boolean showsCertificate(ServiceRequestContext context) {
        SSLSession session = context.sslSession();
        try {
            return session != null && session.getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false; // it shows none; a wrong one has ended the handshake
        }
    }

    /** Empty where there is none. */
    private static String token(HttpRequest request) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }

    private static <T> CompletionStage<T> refusal(Reason reason, String message) {
        return CompletableFuture.failedFuture(new RefusedException(reason, message));
    }
}
