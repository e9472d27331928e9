package dev.bellwether.telemetry.otlp;

/**
 * Told what a request of traces holds, in its order. Everything it is shown is reused: what is to be kept must be copied.
 */
public interface TraceVisitor {

    /** A resource, also one without spans; the spans that follow are its. */
    void resource(ResourceView resource);

    /** A span of the resource before. */
    void span(SpanView span);
}
