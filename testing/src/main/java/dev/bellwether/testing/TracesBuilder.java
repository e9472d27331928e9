package dev.bellwether.testing;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * A trace request. Spans go to the last scope of the last resource; where there is none yet, to one without attributes or name. Ids that
 * a test does not give are numbered within the request.
 */
public final class TracesBuilder {

    private final ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    private long spans;

    TracesBuilder() {}

    /** Starts a new resource. */
    public TracesBuilder resource(Consumer<ResourceBuilder> resource) {
        ResourceBuilder builder = new ResourceBuilder();
        resource.accept(builder);
        request.addResourceSpansBuilder().setResource(builder.build());
        return this;
    }

    /** Starts a new resource that has a name and a version only. */
    public TracesBuilder resource(String service, String version) {
        return resource(builder -> builder.service(service).version(version));
    }

    /** Starts a new scope in the last resource. */
    public TracesBuilder scope(String name, String version) {
        lastResource()
                .addScopeSpansBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name).setVersion(version));
        return this;
    }

    /** Adds a span: without further calls, kind SERVER, one millisecond long, status unset. */
    public TracesBuilder span(Consumer<SpanBuilder> span) {
        SpanBuilder builder = new SpanBuilder(++spans);
        span.accept(builder);
        lastScope().addSpans(builder.build());
        return this;
    }

    /** Adds {@code count} spans; the function is told the index of each, from 0. */
    public TracesBuilder spans(int count, ObjIntConsumer<SpanBuilder> span) {
        for (int i = 0; i < count; i++) {
            int index = i;
            span(builder -> span.accept(builder, index));
        }
        return this;
    }

    /** The request so far. */
    public ExportTraceServiceRequest request() {
        return request.build();
    }

    /** The request so far, serialized. */
    public byte[] bytes() {
        return request().toByteArray();
    }

    private ResourceSpans.Builder lastResource() {
        int count = request.getResourceSpansCount();
        return count == 0 ? request.addResourceSpansBuilder() : request.getResourceSpansBuilder(count - 1);
    }

    private ScopeSpans.Builder lastScope() {
        ResourceSpans.Builder resource = lastResource();
        int count = resource.getScopeSpansCount();
        return count == 0 ? resource.addScopeSpansBuilder() : resource.getScopeSpansBuilder(count - 1);
    }
}
