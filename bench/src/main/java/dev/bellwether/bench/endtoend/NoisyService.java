package dev.bellwether.bench.endtoend;

import static dev.bellwether.bench.load.KeyValues.text;

import com.google.protobuf.ByteString;
import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.OtlpGrpcSender;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A service that does not know what a route is: it puts ids there, so that its operations are as many as its spans.
 *
 * @param operations how many it has; the n-th span is of the operation n modulo that
 */
record NoisyService(long operations) {

    static final String KEY = "default/default/noisy";

    private static final int BATCH = 500;
    private static final int ID_BYTES = 8;
    private static final long DURATION_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * Sends spans, evenly spread over a time, or as fast as they can be made where that is too short.
     *
     * @param first number of the first of them
     * @return how many were acknowledged
     */
    long send(long first, long spans, Duration over, OtlpGrpcSender sender) throws InterruptedException {
        long requests = (spans + BATCH - 1) / BATCH;
        long start = System.nanoTime();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (long number = 0; number < requests; number++) {
            long due = start + over.toNanos() / requests * number;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            answers.add(sender.send(request(first + number * BATCH, LoadClock.SYSTEM.unixNanos(), sender.room())));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return BATCH
                * answers.stream()
                        .filter(answer -> answer.join().acknowledged())
                        .count();
    }

    /**
     * One request.
     *
     * @param first number of its first span
     * @param nowNanos when its spans end, nanoseconds since the epoch
     * @param room bytes that are left free in front
     */
    private byte[] request(long first, long nowNanos, int room) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int i = 0; i < BATCH; i++) {
            spans.addSpans(span(first + i, nowNanos));
        }
        byte[] message = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "noisy")))
                        .addScopeSpans(spans))
                .build()
                .toByteArray();
        return ByteBuffer.allocate(room + message.length)
                .position(room)
                .put(message)
                .array();
    }

    private Span span(long number, long nowNanos) {
        ByteString id = ByteString.copyFrom(
                ByteBuffer.allocate(ID_BYTES).putLong(number + 1).flip());
        return Span.newBuilder()
                .setTraceId(id.concat(id))
                .setSpanId(id)
                .setName("GET")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(nowNanos - DURATION_NANOS)
                .setEndTimeUnixNano(nowNanos)
                .addAttributes(text("http.request.method", "GET"))
                .addAttributes(text("http.route", "/orders/" + number % operations))
                .build();
    }
}
