package dev.bellwether.telemetry.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayList;
import java.util.List;

/** What there is to see in a request of logs, as lines of text: as the reader shows it, and as protobuf parses it. */
final class SeenLogs implements LogVisitor {

    private static final AttributeSelection RESOURCE = SeenTraces.RESOURCE;
    private static final AttributeSelection LOG = SeenTraces.SPAN;

    private final List<String> lines = new ArrayList<>();

    static List<String> byReader(byte[] request) throws MalformedOtlpException {
        SeenLogs seen = new SeenLogs();
        new LogReader(RESOURCE, LOG).read(request, seen);
        return seen.lines;
    }

    static List<String> byProtobuf(ExportLogsServiceRequest request) {
        List<String> lines = new ArrayList<>();
        for (ResourceLogs resourceLogs : request.getResourceLogsList()) {
            lines.add("resource"
                    + SeenTraces.attributes(RESOURCE, resourceLogs.getResource().getAttributesList()));
            for (ScopeLogs scopeLogs : resourceLogs.getScopeLogsList()) {
                scopeLogs.getLogRecordsList().forEach(log -> lines.add(line(log)));
            }
        }
        return lines;
    }

    @Override
    public void resource(ResourceView resource) {
        StringBuilder line = new StringBuilder("resource");
        for (int index = 0; index < RESOURCE.size(); index++) {
            SeenTraces.append(line, RESOURCE.keys().get(index), resource.attribute(index));
        }
        lines.add(line.toString());
    }

    @Override
    public void log(LogView log) {
        StringBuilder line = new StringBuilder(String.join(
                " ",
                "log",
                log.traceId().toHex(),
                log.spanId().toHex(),
                Integer.toString(log.severityNumber()),
                log.severityText().toString(),
                log.eventName().toString(),
                Long.toUnsignedString(log.timeUnixNanos()),
                Long.toUnsignedString(log.observedUnixNanos()),
                Long.toUnsignedString(log.eventUnixNanos())));
        SeenTraces.append(line, "body", log.body());
        for (int index = 0; index < LOG.size(); index++) {
            SeenTraces.append(line, LOG.keys().get(index), log.attribute(index));
        }
        lines.add(line.toString());
    }

    private static String line(LogRecord log) {
        long event = log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
        return String.join(
                        " ",
                        "log",
                        SeenTraces.hex(log.getTraceId()),
                        SeenTraces.hex(log.getSpanId()),
                        Integer.toString(log.getSeverityNumberValue()),
                        log.getSeverityText(),
                        log.getEventName(),
                        Long.toUnsignedString(log.getTimeUnixNano()),
                        Long.toUnsignedString(log.getObservedTimeUnixNano()),
                        Long.toUnsignedString(event))
                + (log.hasBody() ? " body=" + SeenTraces.kindAndText(log.getBody()) : "")
                + SeenTraces.attributes(LOG, log.getAttributesList());
    }
}
