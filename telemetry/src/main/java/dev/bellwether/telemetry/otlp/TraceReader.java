package dev.bellwether.telemetry.otlp;

import java.util.Objects;

/**
 * Reads requests of traces ({@code ExportTraceServiceRequest}) from their bytes, without an object for each span. Keeps no
 * state between requests; for one thread.
 *
 * <p>What it shows is what protobuf's parser would make of the same bytes: fields may come in any order, a resource may
 * stand after its spans; of repeated single values the last one counts; repeated messages are merged; unknown fields, and
 * known ones with another wire type, are passed over. Of repeated attributes the first one counts. It looks only at what
 * it shows: inside of events, links and attributes that were not selected the bytes may be wrong, and
 * {@link OtlpRequests#count} is what checks all of them.
 */
public final class TraceReader {

    private static final int RESOURCE_SPANS = 1 << 3 | WireReader.LENGTH;
    private static final int SCOPE_SPANS = 2 << 3 | WireReader.LENGTH;
    private static final int SPANS = 2 << 3 | WireReader.LENGTH;

    private static final int TRACE_ID = 1 << 3 | WireReader.LENGTH;
    private static final int SPAN_ID = 2 << 3 | WireReader.LENGTH;
    private static final int TRACE_STATE = 3 << 3 | WireReader.LENGTH;
    private static final int NAME = 5 << 3 | WireReader.LENGTH;
    private static final int KIND = 6 << 3 | WireReader.VARINT;
    private static final int START = 7 << 3 | WireReader.FIXED64;
    private static final int END = 8 << 3 | WireReader.FIXED64;
    private static final int ATTRIBUTES = 9 << 3 | WireReader.LENGTH;
    private static final int STATUS = 15 << 3 | WireReader.LENGTH;
    private static final int STATUS_CODE = 3 << 3 | WireReader.VARINT;

    private final WireReader in = new WireReader();
    private final ResourceReader resource;
    private final SpanView span;
    private final boolean onlyOfEntries;

    /** A reader that shows these attributes of resources and of spans. */
    public TraceReader(AttributeSelection resourceAttributes, AttributeSelection spanAttributes) {
        this(resourceAttributes, spanAttributes, false);
    }

    private TraceReader(
            AttributeSelection resourceAttributes, AttributeSelection spanAttributes, boolean onlyOfEntries) {
        this.resource = new ResourceReader(resourceAttributes);
        this.span = new SpanView(spanAttributes);
        this.onlyOfEntries = onlyOfEntries;
    }

    /**
     * A reader that shows attributes only of {@linkplain SpanView#isEntry() entry spans}; those of other spans are absent. The
     * attributes are most of the work, and most spans are not entries.
     */
    public static TraceReader withAttributesOfEntrySpans(
            AttributeSelection resourceAttributes, AttributeSelection spanAttributes) {
        return new TraceReader(resourceAttributes, spanAttributes, true);
    }

    /**
     * Shows the request to the visitor.
     *
     * @throws MalformedOtlpException if the bytes cannot be read; the visitor has then seen what stands before, and its
     *     caller must forget that again
     */
    public void read(byte[] request, TraceVisitor visitor) throws MalformedOtlpException {
        read(request, 0, request.length, visitor);
    }

    /** As {@link #read(byte[], TraceVisitor)}, for a request that is a range of an array. */
    public void read(byte[] bytes, int offset, int length, TraceVisitor visitor) throws MalformedOtlpException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        in.reset(bytes, offset, end);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == RESOURCE_SPANS) {
                in.limit(in.readEnd());
                readResourceSpans(visitor);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readResourceSpans(TraceVisitor visitor) throws MalformedOtlpException {
        int end = in.limit();
        visitor.resource(resource.read(in));
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == SCOPE_SPANS) {
                in.limit(in.readEnd());
                readScopeSpans(visitor);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readScopeSpans(TraceVisitor visitor) throws MalformedOtlpException {
        int end = in.limit();
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == SPANS) {
                in.limit(in.readEnd());
                readSpan();
                in.limit(end);
                visitor.span(span);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readSpan() throws MalformedOtlpException {
        int start = in.position();
        int end = in.limit();
        boolean passedOver = false;
        span.clear();
        while (in.hasMore()) {
            int tag = in.readTag();
            switch (tag) {
                case TRACE_ID -> in.readInto(span.traceId);
                case SPAN_ID -> in.readInto(span.spanId);
                case TRACE_STATE -> in.readInto(span.traceState);
                case NAME -> in.readInto(span.name);
                case KIND -> span.kind = (int) in.readVarint();
                case START -> span.startUnixNanos = in.readFixed64();
                case END -> span.endUnixNanos = in.readFixed64();
                case ATTRIBUTES -> {
                    if (onlyOfEntries && !span.isEntry()) {
                        passedOver = true;
                        in.skip(tag);
                    } else {
                        readAttribute(end);
                    }
                }
                case STATUS -> readStatus(end);
                default -> in.skip(tag);
            }
        }
        if (onlyOfEntries) {
            correctAttributes(start, passedOver);
        }
    }

    /** The kind stands before the attributes in what is sent; where it does not, what was done with them may be wrong. */
    private void correctAttributes(int start, boolean passedOver) throws MalformedOtlpException {
        if (!span.isEntry()) {
            span.attributes.clear();
        } else if (passedOver) {
            span.attributes.clear();
            int end = in.limit();
            in.goTo(start);
            while (in.hasMore()) {
                int tag = in.readTag();
                if (tag == ATTRIBUTES) {
                    readAttribute(end);
                } else {
                    in.skip(tag);
                }
            }
        }
    }

    private void readAttribute(int end) throws MalformedOtlpException {
        in.limit(in.readEnd());
        span.attributes.readKeyValue(in);
        in.limit(end);
    }

    private void readStatus(int end) throws MalformedOtlpException {
        in.limit(in.readEnd());
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == STATUS_CODE) {
                span.statusCode = (int) in.readVarint();
            } else {
                in.skip(tag);
            }
        }
        in.limit(end);
    }
}
