package dev.bellwether.edge.trace;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.RequestContext;
import io.netty.util.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The span of a request, for parts of its work to be its children. */
public final class RequestSpan {

    /** Of a request that is not traced. */
    public static final RequestSpan NONE = new RequestSpan(null, Context.root());

    private static final AttributeKey<RequestSpan> KEY = AttributeKey.valueOf(RequestSpan.class, "SPAN");

    private final @Nullable Tracer tracer;
    private final Context context;

    private RequestSpan(@Nullable Tracer tracer, Context context) {
        this.tracer = tracer;
        this.context = context;
    }

    /** The span that the listener began; {@link #NONE} where it did not. */
    public static RequestSpan of(RequestContext request) {
        RequestSpan span = request.attr(KEY);
        return span == null ? NONE : span;
    }

    static void put(RequestContext request, Tracer tracer, Context context) {
        request.setAttr(KEY, new RequestSpan(requireNonNull(tracer, "tracer"), context));
    }

    /** Begins a child; one that does nothing where the request is not traced. Whoever begins it ends it. */
    public Span child(String name, SpanKind kind) {
        return tracer == null
                ? Span.getInvalid()
                : tracer.spanBuilder(name).setParent(context).setSpanKind(kind).startSpan();
    }
}
