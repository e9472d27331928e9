package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.ingest.json.JsonLimits;
import dev.bellwether.ingest.json.MalformedJsonException;
import dev.bellwether.ingest.json.OtlpJson;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.Locale;
import java.util.Optional;

/** One signal's path of OTLP/HTTP. */
final class OtlpHttpService implements IntakeService {

    /** A string takes some eight times its length while it is read; a longer share of the request would be more than what is counted. */
    private static final int MAX_STRING_SHARE = 16;

    private final Intake intake;
    private final Signal signal;
    private final Content content;
    private final OtlpJson json;

    OtlpHttpService(Intake intake, Signal signal) {
        this.intake = intake;
        this.signal = signal;
        this.content = new OtlpContent(signal, intake.config().limits().otlp());
        this.json = new OtlpJson(jsonLimits(intake.config().limits()));
    }

    /** The path that the specification gives to a signal. */
    static String path(Signal signal) {
        return "/v1/" + signal.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Content content() {
        return content;
    }

    @Override
    public HttpResponse answer(RequestHeaders headers, Outcome.Rejected refusal) {
        return answer(HttpFormat.ofAnswer(headers), refusal);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        if (headers.method() != HttpMethod.POST) {
            return refuse(headers, RejectReason.METHOD_NOT_ALLOWED, headers.method() + " (expected: POST)");
        }
        Optional<HttpFormat> format = HttpFormat.of(headers);
        if (format.isEmpty()) {
            return refuse(
                    headers,
                    RejectReason.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: " + headers.get(HttpHeaderNames.CONTENT_TYPE, "none")
                            + " (expected: application/x-protobuf or application/json)");
        }
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!encoding.equals("gzip") && !encoding.equals("identity")) {
            return refuse(
                    headers,
                    RejectReason.UNSUPPORTED_ENCODING,
                    "Content-Encoding: " + encoding + " (expected: gzip or identity)");
        }
        PayloadDecoder decoder = decoder(format.get(), encoding.equals("gzip"));
        return HttpResponse.of(
                intake.take(context, request, content, 0, decoder).thenApply(outcome -> answer(format.get(), outcome)));
    }

    private HttpResponse refuse(RequestHeaders headers, RejectReason reason, String message) {
        return answer(HttpFormat.ofAnswer(headers), intake.refuse(content, reason, message));
    }

    private HttpResponse answer(HttpFormat format, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return format.answer(signal, accepted);
        }
        return format.answer((Outcome.Rejected) outcome, intake.config().retryAfter());
    }

    private PayloadDecoder decoder(HttpFormat format, boolean gzip) {
        return body -> {
            Body plain = gzip ? Gzip.decompress(body, intake.config().limits().maxRequestBytes()) : body;
            byte[] bytes = plain.join();
            return switch (format) {
                case PROTOBUF -> new Payload(bytes, bytes.length);
                case JSON -> new Payload(fromJson(bytes, body.reservation()), bytes.length);
            };
        };
    }

    private byte[] fromJson(byte[] text, InFlightBytes.Reservation reservation) throws RefusedException {
        long before = reservation.bytes();
        byte[] request = read(text, reservation);
        long whileReading = reservation.bytes() - before;
        reservation.shrink(Math.max(0, text.length + whileReading - request.length));
        return request;
    }

    private byte[] read(byte[] text, InFlightBytes.Reservation reservation) throws RefusedException {
        try {
            return json.read(signal, text, reservation);
        } catch (MemoryRefusedException e) {
            throw reservation.refusal(e.bytes());
        } catch (MalformedJsonException e) {
            throw new RefusedException(reason(e), String.valueOf(e.getMessage()));
        }
    }

    private static RejectReason reason(MalformedJsonException e) {
        return switch (e.reason()) {
            case MALFORMED -> RejectReason.MALFORMED;
            case TOO_DEEP -> RejectReason.TOO_DEEP;
            case TOO_LARGE -> RejectReason.TOO_LARGE;
        };
    }

    private static JsonLimits jsonLimits(IngestLimits limits) {
        return new JsonLimits(
                limits.otlp().maxDepth(),
                limits.maxRequestBytes(),
                Math.max(limits.maxRecordBytes(), limits.maxRequestBytes() / MAX_STRING_SHARE));
    }
}
