package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.ingest.remotewrite.WriteCounts;
import dev.bellwether.ingest.remotewrite.WriteVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prometheus remote write, both versions. The media type says which message it is. Source: "Prometheus Remote-Write 1.0 specification" and
 * "2.0".
 */
final class RemoteWriteService implements IntakeService {

    /** Where Prometheus itself takes remote write. */
    static final String PATH = "/api/v1/write";

    private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";
    private static final String SAMPLES_WRITTEN = String.format(WRITTEN, "Samples");
    private static final String HISTOGRAMS_WRITTEN = String.format(WRITTEN, "Histograms");
    private static final String EXEMPLARS_WRITTEN = String.format(WRITTEN, "Exemplars");

    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");
    private static final String SNAPPY = "snappy";
    private static final Content UNREAD = new RemoteWriteContent(WriteVersion.V1);

    private final Intake intake;

    RemoteWriteService(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Content content() {
        return UNREAD;
    }

    @Override
    public HttpResponse answer(RequestHeaders headers, Outcome.Rejected refusal) {
        return answer(refusal, version(headers).orElse(WriteVersion.V1), WriteCounts.NONE);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        if (headers.method() != HttpMethod.POST) {
            return refuse(headers, RejectReason.METHOD_NOT_ALLOWED, headers.method() + " (expected: POST)");
        }
        Optional<WriteVersion> version = version(headers);
        if (version.isEmpty()) {
            return refuse(
                    headers,
                    RejectReason.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: " + headers.get(HttpHeaderNames.CONTENT_TYPE, "none") + " (expected: "
                            + WriteVersion.V2.mediaType() + " or " + WriteVersion.V1.mediaType() + ")");
        }
        // Without a word about it, it is what the specifications demand.
        String encoding =
                headers.get(HttpHeaderNames.CONTENT_ENCODING, SNAPPY).strip().toLowerCase(Locale.ROOT);
        if (!encoding.equals(SNAPPY)) {
            return refuse(
                    headers,
                    RejectReason.UNSUPPORTED_ENCODING,
                    "Content-Encoding: " + encoding + " (expected: " + SNAPPY + ")");
        }
        RemoteWriteContent content = new RemoteWriteContent(version.get());
        return HttpResponse.of(intake.take(context, request, content, 0, this::decode)
                .thenApply(outcome -> answer(outcome, version.get(), content)));
    }

    /** The message that the media type names: without a name, that of version 1. */
    private static Optional<WriteVersion> version(RequestHeaders headers) {
        MediaType type = headers.contentType();
        if (type == null || !type.is(PROTOBUF)) {
            return Optional.empty();
        }
        String message = String.join(",", type.parameters().getOrDefault("proto", List.of()));
        return message.isEmpty() ? Optional.of(WriteVersion.V1) : WriteVersion.ofMessage(message);
    }

    private Payload decode(Body body) throws RefusedException {
        byte[] message = Snappy.decompress(body, intake.config().limits().maxRequestBytes());
        return new Payload(message, message.length);
    }

    private HttpResponse refuse(RequestHeaders headers, RejectReason reason, String message) {
        return answer(headers, intake.refuse(UNREAD, reason, message));
    }

    private HttpResponse answer(Outcome outcome, WriteVersion version, RemoteWriteContent content) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return answer(rejected, version, WriteCounts.NONE);
        }
        Outcome.Accepted accepted = (Outcome.Accepted) outcome;
        WriteCounts written = content.written();
        if (accepted.isPartial()) {
            // success would say that all of it was written
            return text(
                    withWritten(ResponseHeaders.builder(HttpStatus.BAD_REQUEST), version, written), accepted.message());
        }
        return HttpResponse.of(withWritten(ResponseHeaders.builder(HttpStatus.NO_CONTENT), version, written)
                .build());
    }

    private HttpResponse answer(Outcome.Rejected rejected, WriteVersion version, WriteCounts written) {
        RejectReason reason = rejected.reason();
        // Prometheus drops what is answered with 429, unless it is told otherwise.
        int status = reason == RejectReason.CLIENT_LIMIT ? RejectReason.OVERLOADED.httpStatus() : reason.httpStatus();
        ResponseHeadersBuilder headers = ResponseHeaders.builder(status);
        if (reason.retryable()) {
            headers.setLong(
                    HttpHeaderNames.RETRY_AFTER,
                    HttpFormat.wholeSeconds(intake.config().retryAfter()));
        } else if (reason == RejectReason.METHOD_NOT_ALLOWED) {
            headers.set(HttpHeaderNames.ALLOW, "POST");
        } else if (reason == RejectReason.UNSUPPORTED_ENCODING) {
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, SNAPPY);
        } else if (reason == RejectReason.UNSUPPORTED_MEDIA_TYPE) {
            headers.set(HttpHeaderNames.ACCEPT, WriteVersion.V2.mediaType() + ", " + WriteVersion.V1.mediaType());
        }
        return text(withWritten(headers, version, written), rejected.message());
    }

    /** Only senders of version 2 know these headers. */
    private static ResponseHeadersBuilder withWritten(
            ResponseHeadersBuilder headers, WriteVersion version, WriteCounts written) {
        if (version == WriteVersion.V2) {
            headers.setLong(SAMPLES_WRITTEN, written.samples())
                    .setLong(HISTOGRAMS_WRITTEN, written.histograms())
                    .setLong(EXEMPLARS_WRITTEN, written.exemplars());
        }
        return headers;
    }

    /** Prometheus logs the first line of it. */
    private static HttpResponse text(ResponseHeadersBuilder headers, String message) {
        headers.contentType(MediaType.PLAIN_TEXT_UTF_8);
        return HttpResponse.of(headers.build(), HttpData.ofUtf8(message));
    }
}
