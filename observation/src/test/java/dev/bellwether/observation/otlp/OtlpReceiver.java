package dev.bellwether.observation.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.encoding.DecodingService;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A receiver of OTLP/gRPC and OTLP/HTTP on one port of loopback, made of stock parts, which keeps what it gets. */
final class OtlpReceiver implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Queue<ResourceSpans> spans = new ConcurrentLinkedQueue<>();
    private final Queue<ResourceMetrics> metrics = new ConcurrentLinkedQueue<>();
    private final Queue<RequestHeaders> headers = new ConcurrentLinkedQueue<>();
    private final AtomicLong longestAnswer = new AtomicLong();
    private volatile boolean refusing;
    private volatile boolean endless;
    private final Server server = Server.builder()
            .localPort(0, SessionProtocol.HTTP)
            .service(GrpcService.builder()
                    .addService(new Traces())
                    .addService(new Metrics())
                    .build())
            .service("/v1/traces", http(bytes -> take(ExportTraceServiceRequest.parseFrom(bytes))))
            .service("/v1/metrics", http(bytes -> take(ExportMetricsServiceRequest.parseFrom(bytes))))
            .decorator((delegate, context, request) -> {
                headers.add(request.headers());
                return endless ? withoutEnd() : delegate.serve(context, request);
            })
            .build();

    static OtlpReceiver start() {
        OtlpReceiver receiver = new OtlpReceiver();
        receiver.server.start().join();
        return receiver;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.activeLocalPort());
    }

    /** From now on every request is answered with an error that is not to be tried again. */
    void refuse() {
        refusing = true;
    }

    /** From now on every request is answered with success, and with bytes for as long as somebody takes them. */
    void answerWithoutEnd() {
        endless = true;
    }

    /** Bytes of the longest of these answers that the client has taken, or the network keeps for it. */
    long longestAnswer() {
        return longestAnswer.get();
    }

    /** As new: empty, and willing. */
    void reset() {
        refusing = false;
        endless = false;
        longestAnswer.set(0);
        spans.clear();
        metrics.clear();
        headers.clear();
    }

    List<ResourceSpans> resourceSpans() {
        return List.copyOf(spans);
    }

    List<Span> spans() {
        return spans.stream()
                .flatMap(group -> group.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    List<Metric> metrics() {
        return metrics.stream()
                .flatMap(group -> group.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .toList();
    }

    /** Of all requests, whether or not they were taken. */
    List<RequestHeaders> headers() {
        return List.copyOf(headers);
    }

    @Override
    public void close() {
        server.stop().join();
    }

    private HttpResponse withoutEnd() {
        HttpResponseWriter answer = HttpResponse.streaming();
        answer.write(ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, MediaType.X_PROTOBUF));
        writeOn(answer, 0);
        return answer;
    }

    private void writeOn(HttpResponseWriter answer, long written) {
        longestAnswer.accumulateAndGet(written, Math::max);
        if (answer.tryWrite(HttpData.wrap(new byte[CHUNK]))) {
            var unused = answer.whenConsumed().thenRun(() -> writeOn(answer, written + CHUNK));
        }
    }

    private void take(ExportTraceServiceRequest request) {
        spans.addAll(request.getResourceSpansList());
    }

    private void take(ExportMetricsServiceRequest request) {
        metrics.addAll(request.getResourceMetricsList());
    }

    private interface Taking {
        void take(byte[] request) throws InvalidProtocolBufferException;
    }

    private HttpService http(Taking taking) {
        HttpService service =
                (context, request) -> HttpResponse.of(request.aggregate().thenApply(whole -> {
                    if (refusing) {
                        return HttpResponse.of(HttpStatus.BAD_REQUEST);
                    }
                    try {
                        taking.take(whole.content().array());
                    } catch (InvalidProtocolBufferException e) {
                        return HttpResponse.of(HttpStatus.BAD_REQUEST);
                    }
                    return HttpResponse.of(HttpStatus.OK, MediaType.X_PROTOBUF, new byte[0]);
                }));
        return service.decorate(DecodingService.newDecorator());
    }

    private <T> void answer(StreamObserver<T> to, T answer, Runnable taking) {
        if (refusing) {
            to.onError(Status.INVALID_ARGUMENT.withDescription("not wanted").asRuntimeException());
            return;
        }
        taking.run();
        to.onNext(answer);
        to.onCompleted();
    }

    private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
        @Override
        public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> to) {
            answer(to, ExportTraceServiceResponse.getDefaultInstance(), () -> take(request));
        }
    }

    private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
        @Override
        public void export(ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> to) {
            answer(to, ExportMetricsServiceResponse.getDefaultInstance(), () -> take(request));
        }
    }
}
