package dev.bellwether.observation.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;

/**
 * Where the parts of a process get their spans from. Parts are made before it is known where spans go, since that may be one of them:
 * what begins before {@link #begin} is not recorded. Thread-safe.
 */
public final class Tracing {

    private static final Tracer NOWHERE = TracerProvider.noop().get("dev.bellwether");

    private final boolean wanted;
    private volatile Tracer tracer = NOWHERE;

    private Tracing(boolean wanted) {
        this.wanted = wanted;
    }

    /** Nothing is ever recorded, and nobody need ask. */
    public static Tracing off() {
        return new Tracing(false);
    }

    /** Spans are recorded once {@link #begin} has told where they go. */
    public static Tracing on() {
        return new Tracing(true);
    }

    /** Whether spans may ever be recorded. */
    public boolean isWanted() {
        return wanted;
    }

    public void begin(Tracer tracer) {
        if (!wanted) {
            throw new IllegalStateException("tracing is off");
        }
        this.tracer = requireNonNull(tracer, "tracer");
    }

    public Tracer tracer() {
        return tracer;
    }

    /** How a caller says which span is the parent: W3C Trace Context. */
    public TextMapPropagator propagator() {
        return W3CTraceContextPropagator.getInstance();
    }
}
