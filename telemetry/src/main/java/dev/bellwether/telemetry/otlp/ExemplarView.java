package dev.bellwether.telemetry.otlp;

/** A measurement that stands for the others of its data point. Owned by the reader; it holds only until the visitor returns. */
public final class ExemplarView {

    final ByteSlice traceId = new ByteSlice();
    final ByteSlice spanId = new ByteSlice();
    final NumberValue value = new NumberValue();
    final AttributeList attributes = new AttributeList();
    long timeUnixNanos;

    ExemplarView() {}

    void clear() {
        traceId.clear();
        spanId.clear();
        value.clear();
        attributes.clear();
        timeUnixNanos = 0;
    }

    /** Trace that it was measured in; empty where there was none. */
    public ByteSlice traceId() {
        return traceId;
    }

    /** Span that it was measured in; empty where there was none. */
    public ByteSlice spanId() {
        return spanId;
    }

    public NumberValue value() {
        return value;
    }

    /** Attributes of the measurement that its data point does not have. */
    public AttributeList attributes() {
        return attributes;
    }

    /** When it was measured, in nanoseconds since the epoch, unsigned. */
    public long timeUnixNanos() {
        return timeUnixNanos;
    }
}
