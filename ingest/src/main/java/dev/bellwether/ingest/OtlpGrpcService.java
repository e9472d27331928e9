package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.telemetry.otlp.Signal;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * One signal's {@code Export} method: a unary gRPC call whose message stays bytes. RATIONALE.md says why this is not a generated stub.
 */
final class OtlpGrpcService implements IntakeService {

    private final Intake intake;
    private final Signal signal;
    private final Content content;

    OtlpGrpcService(Intake intake, Signal signal) {
        this.intake = intake;
        this.signal = signal;
        this.content = new OtlpContent(signal, intake.config().limits().otlp());
    }

    /** The path of a signal's method; {@code opentelemetry/proto/collector}. */
    static String path(Signal signal) {
        String service = switch (signal) {
            case TRACES -> "trace.v1.TraceService";
            case METRICS -> "metrics.v1.MetricsService";
            case LOGS -> "logs.v1.LogsService";
        };
        return "/opentelemetry.proto.collector." + service + "/Export";
    }

    /** Whether somebody speaks gRPC, of any kind. */
    static boolean isGrpc(RequestHeaders headers) {
        return contentType(headers).startsWith("application/grpc");
    }

    @Override
    public Content content() {
        return content;
    }

    /** In gRPC's form where the client speaks that, else in HTTP's. */
    @Override
    public HttpResponse answer(RequestHeaders headers, Outcome.Rejected refusal) {
        return isGrpc(headers)
                ? GrpcAnswers.status(refusal, intake.config().retryAfter())
                : HttpFormat.ofAnswer(headers).answer(refusal, intake.config().retryAfter());
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        if (headers.method() != HttpMethod.POST) {
            return refuse(headers, RejectReason.METHOD_NOT_ALLOWED, headers.method() + " (expected: POST)");
        }
        if (!carriesProtobuf(headers)) {
            return refuse(
                    headers,
                    RejectReason.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: " + contentType(headers) + " (expected: application/grpc)");
        }
        String encoding = headers.get(GrpcAnswers.ENCODING, "identity").strip().toLowerCase(Locale.ROOT);
        if (!encoding.equals("gzip") && !encoding.equals("identity")) {
            return GrpcAnswers.status(
                    intake.refuse(
                            content,
                            RejectReason.UNSUPPORTED_ENCODING,
                            "grpc-encoding: " + encoding + " (expected: gzip or identity)"),
                    intake.config().retryAfter());
        }
        boolean gzip = encoding.equals("gzip");
        return HttpResponse.of(
                intake.take(context, request, content, GrpcAnswers.PREFIX_BYTES, body -> unwrap(body, gzip))
                        .thenApply(this::answer));
    }

    private HttpResponse answer(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return GrpcAnswers.message(ExportResponse.toProtobuf(signal, accepted));
        }
        return GrpcAnswers.status((Outcome.Rejected) outcome, intake.config().retryAfter());
    }

    /** Not gRPC: the answer is HTTP's own. */
    private HttpResponse refuse(RequestHeaders headers, RejectReason reason, String message) {
        return HttpFormat.ofAnswer(headers)
                .answer(intake.refuse(content, reason, message), intake.config().retryAfter());
    }

    private Payload unwrap(Body body, boolean gzip) throws RefusedException {
        if (body.length() < GrpcAnswers.PREFIX_BYTES) {
            throw malformed("no message");
        }
        ByteBuffer prefix = ByteBuffer.wrap(body.takeFirst(GrpcAnswers.PREFIX_BYTES));
        byte compressed = prefix.get();
        long length = Integer.toUnsignedLong(prefix.getInt());
        if (length != body.length()) {
            throw malformed("a message of " + length + " bytes in a body of " + body.length());
        }
        if (compressed < 0 || compressed > 1 || (compressed == 1 && !gzip)) {
            throw malformed("compression flag " + compressed + " without a grpc-encoding for it");
        }
        Body plain =
                compressed == 1 ? Gzip.decompress(body, intake.config().limits().maxRequestBytes()) : body;
        byte[] request = plain.join();
        return new Payload(request, request.length);
    }

    private static RefusedException malformed(String problem) {
        return new RefusedException(RejectReason.MALFORMED, "malformed gRPC message: " + problem);
    }

    private static boolean carriesProtobuf(RequestHeaders headers) {
        String type = contentType(headers);
        int parameters = type.indexOf(';');
        String plain = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        return plain.equals("application/grpc") || plain.equals("application/grpc+proto");
    }

    private static String contentType(RequestHeaders headers) {
        return headers.get(HttpHeaderNames.CONTENT_TYPE, "none").toLowerCase(Locale.ROOT);
    }
}
