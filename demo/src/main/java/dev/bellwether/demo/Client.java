package dev.bellwether.demo;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How an instance calls other services: over HTTP, each call in a CLIENT span whose context travels along (W3C). */
final class Client {

    private static final TextMapSetter<HttpRequest> HEADERS = (request, key, value) -> {
        if (request != null) {
            request.headers().put(key, value);
        }
    };

    private final Telemetry telemetry;
    private final Ledger ledger;
    private final Network network;

    Client(Telemetry telemetry, Ledger ledger, Network network) {
        this.telemetry = telemetry;
        this.ledger = ledger;
        this.network = network;
    }

    /** The answer's body, or nothing where the call failed. Never completes exceptionally. */
    CompletableFuture<Optional<String>> call(
            Context context, String method, String service, String path, @Nullable String body) {
        Instance target = network.router(service).enter();
        Span span = telemetry
                .tracer()
                .spanBuilder(method)
                .setParent(context)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method)
                .setAttribute(UrlAttributes.URL_FULL, target.uri() + path)
                .setAttribute(ServerAttributes.SERVER_ADDRESS, Loopback.HOST)
                .setAttribute(ServerAttributes.SERVER_PORT, (long) target.port())
                .setAttribute(NetworkAttributes.NETWORK_PROTOCOL_VERSION, "1.1")
                .startSpan();
        HttpRequest request = HttpRequest.to(target.port(), method, path, body);
        telemetry.propagator().inject(context.with(span), request, HEADERS);
        return network.send(target, request).handle((answer, failure) -> finish(span, answer, failure));
    }

    private Optional<String> finish(Span span, @Nullable HttpAnswer answer, @Nullable Throwable failure) {
        try {
            if (answer == null) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(ErrorAttributes.ERROR_TYPE, errorType(failure));
                return Optional.empty();
            }
            int status = answer.status();
            span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
            if (status >= 400) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(ErrorAttributes.ERROR_TYPE, Integer.toString(status));
                return Optional.empty();
            }
            return Optional.of(answer.body());
        } finally {
            span.end();
            ledger.callEnded();
        }
    }

    private static String errorType(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null
                ? ErrorAttributes.ErrorTypeValues.OTHER
                : cause.getClass().getName();
    }
}
