package dev.bellwether.telemetry.otlp;

/** A log record. Owned by the reader and filled anew for each one; it holds only until the visitor returns. */
public final class LogView {

    final ByteSlice traceId = new ByteSlice();
    final ByteSlice spanId = new ByteSlice();
    final ByteSlice severityText = new ByteSlice();
    final ByteSlice eventName = new ByteSlice();
    final AttributeValue body = new AttributeValue();
    final SelectedAttributes attributes;
    int severityNumber;
    long timeUnixNanos;
    long observedUnixNanos;

    LogView(AttributeSelection selection) {
        this.attributes = new SelectedAttributes(selection);
    }

    void clear() {
        traceId.clear();
        spanId.clear();
        severityText.clear();
        eventName.clear();
        body.clear(ValueKind.ABSENT);
        attributes.clear();
        severityNumber = 0;
        timeUnixNanos = 0;
        observedUnixNanos = 0;
    }

    /** Trace id; empty where the record belongs to no trace, 16 bytes if the sender kept to the rules, but of any length here. */
    public ByteSlice traceId() {
        return traceId;
    }

    /** Span id; empty where the record belongs to no span, 8 bytes if the sender kept to the rules, but of any length here. */
    public ByteSlice spanId() {
        return spanId;
    }

    /** Severity as its number in the log data model, 1 to 24 if the sender kept to the rules; 0 where unspecified. */
    public int severityNumber() {
        return severityNumber;
    }

    /** Severity in the words of its source; empty where the sender did not say. */
    public ByteSlice severityText() {
        return severityText;
    }

    /** What happened: text, or a value of any other kind; absent where there is none. */
    public AttributeValue body() {
        return body;
    }

    /** Name of the kind of event; empty where the record is no event. */
    public ByteSlice eventName() {
        return eventName;
    }

    /** When it happened, in nanoseconds since the epoch, unsigned; 0 where its source did not say. */
    public long timeUnixNanos() {
        return timeUnixNanos;
    }

    /** When it was first seen by a collector or an SDK, in nanoseconds since the epoch, unsigned; 0 where nobody says. */
    public long observedUnixNanos() {
        return observedUnixNanos;
    }

    /** The one time of the record, as the log data model advises: that of the event, else that of its observation; 0 without both. */
    public long eventUnixNanos() {
        return timeUnixNanos != 0 ? timeUnixNanos : observedUnixNanos;
    }

    /** The attribute with this index in the selection that the reader was made with. */
    public AttributeValue attribute(int index) {
        return attributes.value(index);
    }
}
