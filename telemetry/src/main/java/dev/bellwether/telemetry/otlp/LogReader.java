package dev.bellwether.telemetry.otlp;

import java.util.Objects;

/**
 * Reads requests of logs ({@code ExportLogsServiceRequest}) from their bytes, without an object for each log record. Keeps no state
 * between requests; for one thread.
 *
 * <p>What it shows is what protobuf's parser would make of the same bytes, as {@link TraceReader} does: fields in any order, of
 * repeated single values the last one, repeated messages merged. It looks only at what it shows, and {@link OtlpRequests#count} is
 * what checks all of a request.
 */
public final class LogReader {

    private static final int RESOURCE_LOGS = 1 << 3 | WireReader.LENGTH;
    private static final int SCOPE_LOGS = 2 << 3 | WireReader.LENGTH;
    private static final int LOG_RECORDS = 2 << 3 | WireReader.LENGTH;

    private static final int TIME = 1 << 3 | WireReader.FIXED64;
    private static final int SEVERITY_NUMBER = 2 << 3 | WireReader.VARINT;
    private static final int SEVERITY_TEXT = 3 << 3 | WireReader.LENGTH;
    private static final int BODY = 5 << 3 | WireReader.LENGTH;
    private static final int ATTRIBUTES = 6 << 3 | WireReader.LENGTH;
    private static final int TRACE_ID = 9 << 3 | WireReader.LENGTH;
    private static final int SPAN_ID = 10 << 3 | WireReader.LENGTH;
    private static final int OBSERVED_TIME = 11 << 3 | WireReader.FIXED64;
    private static final int EVENT_NAME = 12 << 3 | WireReader.LENGTH;

    private final WireReader in = new WireReader();
    private final ResourceReader resource;
    private final LogView log;

    /** A reader that shows these attributes of resources and of log records. */
    public LogReader(AttributeSelection resourceAttributes, AttributeSelection logAttributes) {
        this.resource = new ResourceReader(resourceAttributes);
        this.log = new LogView(logAttributes);
    }

    /**
     * Shows the request to the visitor.
     *
     * @throws MalformedOtlpException if the bytes cannot be read; the visitor has then seen what stands before, and its caller
     *     must forget that again
     */
    public void read(byte[] request, LogVisitor visitor) throws MalformedOtlpException {
        read(request, 0, request.length, visitor);
    }

    /** As {@link #read(byte[], LogVisitor)}, for a request that is a range of an array. */
    public void read(byte[] bytes, int offset, int length, LogVisitor visitor) throws MalformedOtlpException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        in.reset(bytes, offset, end);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == RESOURCE_LOGS) {
                in.limit(in.readEnd());
                readResourceLogs(visitor);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readResourceLogs(LogVisitor visitor) throws MalformedOtlpException {
        int end = in.limit();
        visitor.resource(resource.read(in));
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == SCOPE_LOGS) {
                in.limit(in.readEnd());
                readScopeLogs(visitor);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readScopeLogs(LogVisitor visitor) throws MalformedOtlpException {
        int end = in.limit();
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == LOG_RECORDS) {
                in.limit(in.readEnd());
                readLog();
                in.limit(end);
                visitor.log(log);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readLog() throws MalformedOtlpException {
        int end = in.limit();
        log.clear();
        while (in.hasMore()) {
            int tag = in.readTag();
            switch (tag) {
                case TIME -> log.timeUnixNanos = in.readFixed64();
                case SEVERITY_NUMBER -> log.severityNumber = (int) in.readVarint();
                case SEVERITY_TEXT -> in.readInto(log.severityText);
                case BODY -> readBody(end);
                case ATTRIBUTES -> {
                    in.limit(in.readEnd());
                    log.attributes.readKeyValue(in);
                    in.limit(end);
                }
                case TRACE_ID -> in.readInto(log.traceId);
                case SPAN_ID -> in.readInto(log.spanId);
                case OBSERVED_TIME -> log.observedUnixNanos = in.readFixed64();
                case EVENT_NAME -> in.readInto(log.eventName);
                default -> in.skip(tag);
            }
        }
    }

    /** A body in pieces is merged: what was read of it before stays where a piece says nothing new. */
    private void readBody(int end) throws MalformedOtlpException {
        if (!log.body.isPresent()) {
            log.body.clear(ValueKind.EMPTY);
        }
        in.limit(in.readEnd());
        AnyValueReader.read(in, log.body);
        in.limit(end);
    }
}
