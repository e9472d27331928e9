package dev.bellwether.edge.trace;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.GrpcStatus;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.semconv.ClientAttributes;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.RpcAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.opentelemetry.semconv.UserAgentAttributes;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request in the words of the semantic conventions for <a
 * href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">HTTP</a> and <a
 * href="https://opentelemetry.io/docs/specs/semconv/rpc/grpc/">gRPC</a> servers. Nothing of its query, body or credentials.
 */
interface RequestWords {

    /** Of the span: few different ones. */
    String name();

    /** What is known when the request begins. */
    Attributes asked();

    /** Adds how it ended. */
    void answered(Span span, RequestLog log);

    static RequestWords of(ServiceRequestContext request, RequestHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        return type.toLowerCase(Locale.ROOT).startsWith("application/grpc")
                ? new Grpc(request, headers)
                : new Http(request, headers);
    }

    /** One with status and route. */
    record Http(ServiceRequestContext request, RequestHeaders headers) implements RequestWords {

        private static final Pattern VARIABLE = Pattern.compile(":([A-Za-z0-9_]+)");

        /** A path with variables is {@code /things/:id} in Armeria's words; in ours, and in our documentation, {@code /things/{id}}. */
        private String route() {
            return VARIABLE.matcher(request.config().route().patternString()).replaceAll("{$1}");
        }

        @Override
        public String name() {
            return headers.method() + " " + route();
        }

        @Override
        public Attributes asked() {
            return common(request, headers)
                    .put(HttpAttributes.HTTP_REQUEST_METHOD, headers.method().name())
                    .put(HttpAttributes.HTTP_ROUTE, route())
                    .put(UrlAttributes.URL_SCHEME, request.sessionProtocol().isTls() ? "https" : "http")
                    .put(UrlAttributes.URL_PATH, request.path())
                    .build();
        }

        @Override
        public void answered(Span span, RequestLog log) {
            HttpStatus status = log.responseHeaders().status();
            if (!status.equals(HttpStatus.UNKNOWN)) { // so it is where the client left before there was an answer
                span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status.code());
            }
            if (status.isServerError()) {
                span.setStatus(StatusCode.ERROR).setAttribute(ErrorAttributes.ERROR_TYPE, status.codeAsText());
            } else {
                brokenOff(span, log.responseCause());
            }
        }
    }

    /** One with a status of gRPC's own. */
    record Grpc(ServiceRequestContext request, RequestHeaders headers) implements RequestWords {

        /** Those that are the server's fault; the others are the caller's. */
        private static final Set<GrpcStatus> ERRORS = Set.of(
                GrpcStatus.UNKNOWN,
                GrpcStatus.DEADLINE_EXCEEDED,
                GrpcStatus.UNIMPLEMENTED,
                GrpcStatus.INTERNAL,
                GrpcStatus.UNAVAILABLE,
                GrpcStatus.DATA_LOSS);

        @Override
        public String name() {
            return request.config().route().patternString().substring(1);
        }

        @Override
        public Attributes asked() {
            return common(request, headers)
                    .put(RpcAttributes.RPC_SYSTEM_NAME, RpcAttributes.RpcSystemNameValues.GRPC)
                    .put(RpcAttributes.RPC_METHOD, name())
                    .build();
        }

        @Override
        public void answered(Span span, RequestLog log) {
            HttpHeaders trailers = log.responseTrailers();
            String number = trailers.contains(GrpcStatus.HEADER)
                    ? trailers.get(GrpcStatus.HEADER, "")
                    : log.responseHeaders().get(GrpcStatus.HEADER, "");
            GrpcStatus.parse(number)
                    .ifPresentOrElse(status -> ended(span, status), () -> brokenOff(span, log.responseCause()));
        }

        private static void ended(Span span, GrpcStatus status) {
            span.setAttribute(RpcAttributes.RPC_STATUS_CODE, status.name());
            if (ERRORS.contains(status)) {
                span.setStatus(StatusCode.ERROR).setAttribute(ErrorAttributes.ERROR_TYPE, status.name());
            }
        }
    }

    private static AttributesBuilder common(ServiceRequestContext request, RequestHeaders headers) {
        InetSocketAddress local = request.localAddress();
        return Attributes.builder()
                .put(ServerAttributes.SERVER_ADDRESS, local.getAddress().getHostAddress())
                .put(ServerAttributes.SERVER_PORT, (long) local.getPort())
                .put(
                        ClientAttributes.CLIENT_ADDRESS,
                        request.remoteAddress().getAddress().getHostAddress())
                .put(
                        NetworkAttributes.NETWORK_PROTOCOL_VERSION,
                        request.sessionProtocol().isMultiplex() ? "2" : "1.1")
                .put(UserAgentAttributes.USER_AGENT_ORIGINAL, headers.get(HttpHeaderNames.USER_AGENT));
    }

    /** The answer did not come to its end. */
    private static void brokenOff(Span span, @Nullable Throwable cause) {
        if (cause != null) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute(ErrorAttributes.ERROR_TYPE, cause.getClass().getName());
        }
    }
}
