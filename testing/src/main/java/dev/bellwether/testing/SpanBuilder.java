package dev.bellwether.testing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;

/** One span of a {@link TracesBuilder}. */
public final class SpanBuilder {

    private final Span.Builder span = Span.newBuilder();
    private long startNanos;
    private long durationNanos = 1_000_000;

    SpanBuilder(long number) {
        span.setTraceId(ByteString.copyFrom(
                        ByteBuffer.allocate(16).putLong(number).putLong(number).flip()))
                .setSpanId(ByteString.copyFrom(
                        ByteBuffer.allocate(8).putLong(number).flip()))
                .setName("span " + number)
                .setKind(Span.SpanKind.SPAN_KIND_SERVER);
    }

    /** Trace and span id as hexadecimal text of 32 and 16 digits. */
    public SpanBuilder ids(String traceId, String spanId) {
        span.setTraceId(hex(traceId)).setSpanId(hex(spanId));
        return this;
    }

    /** Ids as an SDK draws them. */
    public SpanBuilder randomIds(Random random) {
        byte[] traceId = new byte[16];
        byte[] spanId = new byte[8];
        random.nextBytes(traceId);
        random.nextBytes(spanId);
        span.setTraceId(ByteString.copyFrom(traceId)).setSpanId(ByteString.copyFrom(spanId));
        return this;
    }

    /** Parent's span id as hexadecimal text of 16 digits. */
    public SpanBuilder parent(String spanId) {
        span.setParentSpanId(hex(spanId));
        return this;
    }

    /** The span's name. */
    public SpanBuilder name(String name) {
        span.setName(name);
        return this;
    }

    /** The span's kind. */
    public SpanBuilder kind(Span.SpanKind kind) {
        span.setKind(kind);
        return this;
    }

    /** Kind SERVER with this name. */
    public SpanBuilder server(String name) {
        return kind(Span.SpanKind.SPAN_KIND_SERVER).name(name);
    }

    /** Kind CLIENT with this name. */
    public SpanBuilder client(String name) {
        return kind(Span.SpanKind.SPAN_KIND_CLIENT).name(name);
    }

    /** Kind CONSUMER with this name. */
    public SpanBuilder consumer(String name) {
        return kind(Span.SpanKind.SPAN_KIND_CONSUMER).name(name);
    }

    /** Kind INTERNAL with this name. */
    public SpanBuilder internal(String name) {
        return kind(Span.SpanKind.SPAN_KIND_INTERNAL).name(name);
    }

    /** An HTTP server span by the semantic conventions: named by method and route; from 500 on its status is ERROR. */
    public SpanBuilder http(String method, String route, int statusCode) {
        server(method + " " + route)
                .attribute("http.request.method", method)
                .attribute("http.route", route)
                .attribute("http.response.status_code", statusCode);
        return statusCode >= 500 ? error() : this;
    }

    /** Start, nanoseconds since 1970. */
    public SpanBuilder startNanos(long startNanos) {
        this.startNanos = startNanos;
        return this;
    }

    /** End minus start; may be negative, as clocks that jump make it. */
    public SpanBuilder durationNanos(long durationNanos) {
        this.durationNanos = durationNanos;
        return this;
    }

    /** Status ERROR. */
    public SpanBuilder error() {
        return status(Status.StatusCode.STATUS_CODE_ERROR);
    }

    /** The span's status. */
    public SpanBuilder status(Status.StatusCode code) {
        span.setStatus(Status.newBuilder().setCode(code));
        return this;
    }

    /** The W3C tracestate, e.g. {@code ot=th:8}. */
    public SpanBuilder traceState(String traceState) {
        span.setTraceState(traceState);
        return this;
    }

    /** Any attribute: String, Boolean, Integer, Long, Double, byte[], List of these, or AnyValue. */
    public SpanBuilder attribute(String key, Object value) {
        span.addAttributes(Attributes.attribute(key, value));
        return this;
    }

    Span build() {
        return span.setStartTimeUnixNano(startNanos)
                .setEndTimeUnixNano(startNanos + durationNanos)
                .build();
    }

    private static ByteString hex(String digits) {
        return ByteString.copyFrom(HexFormat.of().parseHex(digits));
    }
}
