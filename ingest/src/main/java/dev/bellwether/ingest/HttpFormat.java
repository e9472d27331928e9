package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.Duration;
import java.util.Optional;

/** The two forms of a message over HTTP, and answers in them. */
enum HttpFormat {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private final String mediaType;

    HttpFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The form that {@code Content-Type} names, whatever parameters it has; empty if it is another or missing. */
    static Optional<HttpFormat> of(RequestHeaders headers) {
        MediaType type = headers.contentType();
        if (type != null) {
            String name = type.type() + "/" + type.subtype();
            for (HttpFormat format : values()) {
                if (name.equals(format.mediaType)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }

    /** The form of answers to a request: its own; JSON, which a person can read, if that is none of ours. */
    static HttpFormat ofAnswer(RequestHeaders headers) {
        return of(headers).orElse(JSON);
    }

    HttpResponse answer(Signal signal, Outcome.Accepted accepted) {
        byte[] body = switch (this) {
            case PROTOBUF -> ExportResponse.toProtobuf(signal, accepted);
            case JSON -> ExportResponse.toJson(signal, accepted);
        };
        return HttpResponse.of(
                ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, mediaType), HttpData.wrap(body));
    }

    HttpResponse answer(Outcome.Rejected rejected, Duration retryAfter) {
        RejectReason reason = rejected.reason();
        ResponseHeadersBuilder headers = ResponseHeaders.builder(reason.httpStatus());
        headers.set(HttpHeaderNames.CONTENT_TYPE, mediaType);
        if (reason.retryable()) {
            headers.setLong(HttpHeaderNames.RETRY_AFTER, wholeSeconds(retryAfter));
        } else if (reason == RejectReason.METHOD_NOT_ALLOWED) {
            headers.set(HttpHeaderNames.ALLOW, "POST");
        } else if (reason == RejectReason.UNSUPPORTED_ENCODING) {
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip, identity");
        } else if (reason == RejectReason.UNSUPPORTED_MEDIA_TYPE) {
            headers.set(HttpHeaderNames.ACCEPT, "application/x-protobuf, application/json");
        }
        RpcStatus status = RpcStatus.of(rejected, retryAfter);
        byte[] body = switch (this) {
            case PROTOBUF -> status.toProtobuf();
            case JSON -> status.toJson();
        };
        return HttpResponse.of(headers.build(), HttpData.wrap(body));
    }

    /** What {@code Retry-After} says: rounded up, and not 0. */
    static long wholeSeconds(Duration retryAfter) {
        return Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    }
}
