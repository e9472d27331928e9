package dev.bellwether.telemetry.otlp;

/** A span. Owned by the reader and filled anew for each one; it holds only until the visitor returns. */
public final class SpanView {

    /** {@link #kind()} of a span that serves a synchronous request. */
    public static final int KIND_SERVER = 2;
    /** {@link #kind()} of a span that takes up a message. */
    public static final int KIND_CONSUMER = 5;
    /** {@link #statusCode()} of a failed operation. */
    public static final int STATUS_ERROR = 2;

    final ByteSlice traceId = new ByteSlice();
    final ByteSlice spanId = new ByteSlice();
    final ByteSlice traceState = new ByteSlice();
    final ByteSlice name = new ByteSlice();
    final SelectedAttributes attributes;
    int kind;
    int statusCode;
    long startUnixNanos;
    long endUnixNanos;

    SpanView(AttributeSelection selection) {
        this.attributes = new SelectedAttributes(selection);
    }

    void clear() {
        traceId.clear();
        spanId.clear();
        traceState.clear();
        name.clear();
        attributes.clear();
        kind = 0;
        statusCode = 0;
        startUnixNanos = 0;
        endUnixNanos = 0;
    }

    /** Trace id; 16 bytes if the sender kept to the rules, but of any length here. */
    public ByteSlice traceId() {
        return traceId;
    }

    /** Span id; 8 bytes if the sender kept to the rules, but of any length here. */
    public ByteSlice spanId() {
        return spanId;
    }

    /** Trace state in the form of the W3C header, for example {@code ot=th:8}. */
    public ByteSlice traceState() {
        return traceState;
    }

    /** Name of the operation. */
    public ByteSlice name() {
        return name;
    }

    /** Kind as its number in the protobuf schema; 0 where unspecified. */
    public int kind() {
        return kind;
    }

    /** Whether the span is where a request or message enters a service: kind SERVER or CONSUMER. */
    public boolean isEntry() {
        return kind == KIND_SERVER || kind == KIND_CONSUMER;
    }

    /** Status code as its number in the protobuf schema; 0 where unset. */
    public int statusCode() {
        return statusCode;
    }

    /** Whether the status is ERROR. */
    public boolean isError() {
        return statusCode == STATUS_ERROR;
    }

    /** When it began, in nanoseconds since the epoch, unsigned; 0 where the sender did not say. */
    public long startUnixNanos() {
        return startUnixNanos;
    }

    /** When it ended, in nanoseconds since the epoch, unsigned; 0 where the sender did not say. */
    public long endUnixNanos() {
        return endUnixNanos;
    }

    /** The attribute with this index in the selection that the reader was made with. */
    public AttributeValue attribute(int index) {
        return attributes.value(index);
    }
}
