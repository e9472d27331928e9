package dev.bellwether.testing;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.function.Consumer;

/** A logs request. Records go to the last scope of the last resource; where there is none yet, to one without attributes or name. */
public final class LogsBuilder {

    private final ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();

    LogsBuilder() {}

    /** Starts a new resource. */
    public LogsBuilder resource(Consumer<ResourceBuilder> resource) {
        ResourceBuilder builder = new ResourceBuilder();
        resource.accept(builder);
        request.addResourceLogsBuilder().setResource(builder.build());
        return this;
    }

    /** Starts a new resource that has a name and a version only. */
    public LogsBuilder resource(String service, String version) {
        return resource(builder -> builder.service(service).version(version));
    }

    /** Starts a new scope in the last resource. */
    public LogsBuilder scope(String name, String version) {
        lastResource()
                .addScopeLogsBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name).setVersion(version));
        return this;
    }

    /** A record with a text (or any other value that an attribute may have) as its body. */
    public LogsBuilder record(long timeNanos, SeverityNumber severity, Object body) {
        return record(LogRecord.newBuilder()
                .setTimeUnixNano(timeNanos)
                .setObservedTimeUnixNano(timeNanos)
                .setSeverityNumber(severity)
                .setBody(Attributes.value(body))
                .build());
    }

    /** Any record. */
    public LogsBuilder record(LogRecord record) {
        lastScope().addLogRecords(record);
        return this;
    }

    /** The request so far. */
    public ExportLogsServiceRequest request() {
        return request.build();
    }

    /** The request so far, serialized. */
    public byte[] bytes() {
        return request().toByteArray();
    }

    private ResourceLogs.Builder lastResource() {
        int count = request.getResourceLogsCount();
        return count == 0 ? request.addResourceLogsBuilder() : request.getResourceLogsBuilder(count - 1);
    }

    private ScopeLogs.Builder lastScope() {
        ResourceLogs.Builder resource = lastResource();
        int count = resource.getScopeLogsCount();
        return count == 0 ? resource.addScopeLogsBuilder() : resource.getScopeLogsBuilder(count - 1);
    }
}
