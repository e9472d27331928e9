package dev.bellwether.demo;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** An OTLP/gRPC receiver of traces on a free port of loopback, which keeps what it gets. */
final class OtlpReceiver extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {

    private final Queue<ExportTraceServiceRequest> requests = new ConcurrentLinkedQueue<>();
    private final Server server = Server.builder()
            .localPort(0, SessionProtocol.HTTP)
            .service(GrpcService.builder().addService(this).build())
            .build();
    private volatile boolean refusing;

    static OtlpReceiver start() {
        OtlpReceiver receiver = new OtlpReceiver();
        receiver.server.start().join();
        return receiver;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.activeLocalPort());
    }

    /** From now on every request is answered with an error that is not to be tried again, or no longer. */
    void refuse(boolean refusing) {
        this.refusing = refusing;
    }

    @Override
    public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
        if (refusing) {
            answer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
            return;
        }
        requests.add(request);
        answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
        answer.onCompleted();
    }

    /** All spans received so far, each with its resource. */
    List<Received> spans() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(OtlpReceiver::spans)
                .toList();
    }

    private static Stream<Received> spans(ResourceSpans group) {
        Map<String, Object> resource = attributes(group.getResource());
        return group.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> new Received(resource, attributes(span.getAttributesList()), span));
    }

    private static Map<String, Object> attributes(Resource resource) {
        return attributes(resource.getAttributesList());
    }

    private static Map<String, Object> attributes(List<KeyValue> pairs) {
        Map<String, Object> attributes = new HashMap<>();
        pairs.forEach(pair -> attributes.put(pair.getKey(), value(pair.getValue())));
        return attributes;
    }

    private static Object value(AnyValue value) {
        return value.hasIntValue() ? value.getIntValue() : value.getStringValue();
    }

    @Override
    public void close() {
        server.stop().join();
    }

    record Received(Map<String, Object> resource, Map<String, Object> attributes, Span span) {

        String service() {
            return String.valueOf(resource.get("service.name"));
        }

        String version() {
            return String.valueOf(resource.get("service.version"));
        }

        boolean isEntry() {
            return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
        }

        boolean isCall() {
            return span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT;
        }

        boolean isError() {
            return span.getStatus().getCode() == io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR;
        }
    }
}
