package dev.bellwether.bench.endtoend;

import static dev.bellwether.bench.load.KeyValues.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service that nobody has seen before, whose first request fails. */
record Marker(int number) {

    private static final long DURATION_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int TRACE_ID_BYTES = 16;

    String service() {
        return "marker-" + number;
    }

    /**
     * Its one span.
     *
     * @param nowNanos when it ends, nanoseconds since the epoch
     * @param room bytes that are left free in front
     */
    byte[] request(long nowNanos, int room) {
        byte[] message = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAllAttributes(
                                        List.of(text("service.name", service()), text("service.version", "1.0.0"))))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span(nowNanos))))
                .build()
                .toByteArray();
        return ByteBuffer.allocate(room + message.length)
                .position(room)
                .put(message)
                .array();
    }

    private Span span(long nowNanos) {
        ByteBuffer traceId =
                ByteBuffer.allocate(TRACE_ID_BYTES).putLong(nowNanos).putLong(number + 1L);
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(traceId.flip()))
                .setSpanId(ByteString.copyFrom(
                        ByteBuffer.allocate(Long.BYTES).putLong(number + 1L).flip()))
                .setName("POST /orders")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(nowNanos - DURATION_NANOS)
                .setEndTimeUnixNano(nowNanos)
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                .build();
    }
}
