package dev.bellwether.edge.trace;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.access.Guarded;
import dev.bellwether.edge.access.Permission;
import dev.bellwether.observation.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each request to a route that asks for a permission, from its headers until its answer is sent; refusals too. The parent
 * is the caller's span. Routes that are open to anybody are asked by probes every few seconds, and are left out.
 */
public final class RequestTracing implements DecoratingHttpServiceFunction {

    private static final TextMapGetter<RequestHeaders> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(RequestHeaders headers) {
            return headers.names().stream().map(CharSequence::toString).collect(Collectors.toSet());
        }

        @Override
        public @Nullable String get(@Nullable RequestHeaders headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    };

    private final Tracing tracing;

    public RequestTracing(Tracing tracing) {
        this.tracing = requireNonNull(tracing, "tracing");
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext request, HttpRequest message)
            throws Exception {
        if (isGuarded(request)) {
            begin(request, message.headers());
        }
        return delegate.serve(request, message);
    }

    private static boolean isGuarded(ServiceRequestContext request) {
        Guarded guarded = request.config().service().as(Guarded.class);
        return guarded != null && guarded.permission() != Permission.ANYBODY;
    }

    private void begin(ServiceRequestContext request, RequestHeaders headers) {
        Context caller = tracing.propagator().extract(Context.root(), headers, HEADERS);
        Tracer tracer = tracing.tracer();
        RequestWords words = RequestWords.of(request, headers);
        Span span = tracer.spanBuilder(words.name())
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .setAllAttributes(words.asked())
                .startSpan();
        if (!span.isRecording()) {
            return;
        }
        RequestSpan.put(request, tracer, caller.with(span));
        var unused = request.log().whenComplete().thenAccept(log -> {
            words.answered(span, log);
            span.end();
        });
    }
}
