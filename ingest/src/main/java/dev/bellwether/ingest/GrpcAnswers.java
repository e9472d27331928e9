package dev.bellwether.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.bellwether.edge.GrpcStatus;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;

/**
 * Answers of a unary gRPC call, as <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP/2</a> writes them.
 */
final class GrpcAnswers {

    /** In front of each message: a flag, whether it is compressed, and four bytes of length. */
    static final int PREFIX_BYTES = 5;

    static final AsciiString STATUS = AsciiString.cached(GrpcStatus.HEADER);
    static final AsciiString MESSAGE = AsciiString.cached("grpc-message");
    static final AsciiString DETAILS = AsciiString.cached("grpc-status-details-bin");
    static final AsciiString ENCODING = AsciiString.cached("grpc-encoding");
    static final AsciiString ACCEPT_ENCODING = AsciiString.cached("grpc-accept-encoding");

    private static final String CONTENT_TYPE = "application/grpc";
    private static final String ENCODINGS = "identity,gzip";

    private GrpcAnswers() {}

    /** Headers, the message, and status OK as trailers. */
    static HttpResponse message(byte[] message) {
        ByteBuffer framed = ByteBuffer.allocate(PREFIX_BYTES + message.length);
        framed.put((byte) 0).putInt(message.length).put(message);
        return HttpResponse.of(
                headers().build(),
                HttpData.wrap(framed.array()),
                HttpHeaders.of(STATUS, Integer.toString(GrpcStatus.OK.code())));
    }

    /** The status in the headers, with nothing after them. */
    static HttpResponse status(Outcome.Rejected rejected, Duration retryAfter) {
        RpcStatus status = RpcStatus.of(rejected, retryAfter);
        ResponseHeadersBuilder headers = headers();
        headers.setInt(STATUS, status.code());
        headers.set(MESSAGE, percentEncoded(status.message()));
        if (status.badRequest() || status.retryAfter() != null) {
            headers.set(DETAILS, Base64.getEncoder().withoutPadding().encodeToString(status.toProtobuf()));
        }
        return HttpResponse.of(headers.endOfStream(true).build());
    }

    private static ResponseHeadersBuilder headers() {
        return ResponseHeaders.builder(HttpStatus.OK)
                .set(HttpHeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                .set(ACCEPT_ENCODING, ENCODINGS);
    }

    /** Bytes outside of the printable ASCII characters, and the percent sign, as {@code %XX}. */
    private static String percentEncoded(String message) {
        StringBuilder encoded = new StringBuilder(message.length());
        for (byte b : message.getBytes(UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return encoded.toString();
    }
}
